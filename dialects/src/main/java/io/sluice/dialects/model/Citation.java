package io.sluice.dialects.model;

import org.jspecify.annotations.Nullable;

/**
 * A source that a text names.
 *
 * @param url of the source, empty where it has none
 * @param title of the source, empty where it has none
 * @param quoted the cited words of the source, empty where not given
 * @param start offset in the text (characters, as the provider counts) where the citing words begin, null where unknown
 * @param end offset after them
 * @param dialect whose {@code json} is
 * @param json the citation as its dialect wrote it
 */
public record Citation(
        String url,
        String title,
        String quoted,
        @Nullable Integer start,
        @Nullable Integer end,
        String dialect,
        String json) {}
