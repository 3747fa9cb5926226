package io.sluice.dialects.model;

/**
 * Something that could not be carried into another dialect.
 *
 * @param path where it stood in the canonical conversation or in the caller's request ({@code tools[0].strict},
 *     {@code messages[2].content[1]}, {@code logit_bias}), without anything a caller wrote as content
 * @param reason why, in a few words, stable enough to be a row of a table ({@code anthropic has no seed})
 */
public record Loss(String path, String reason) {}
