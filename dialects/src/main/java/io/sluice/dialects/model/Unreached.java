package io.sluice.dialects.model;

/**
 * Media at an address that the target of a request does not fetch from, but would take inside the message.
 *
 * @param path where it stands, as in {@link Loss}
 * @param sort what it is
 * @param url the address, as the caller wrote it
 */
public record Unreached(String path, Block.Media.Sort sort, String url) {}
