package io.sluice.gateway.journal;

/**
 * What a former process left in the journal.
 *
 * @param segments files with records to carry
 * @param records records in them; some may be in the store already
 * @param bytes their bytes
 * @param tornBytes bytes left out at the ends of files, which a power cut had not wholly written
 */
public record Leftover(int segments, long records, long bytes, long tornBytes) {}
