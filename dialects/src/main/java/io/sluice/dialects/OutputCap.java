package io.sluice.dialects;

/**
 * The most output tokens a request allows, per choice.
 *
 * @param field the request field that says so (the larger one's where two do)
 * @param tokens its value
 */
public record OutputCap(String field, long tokens) {}
