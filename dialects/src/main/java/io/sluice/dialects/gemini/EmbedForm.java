package io.sluice.dialects.gemini;

import io.sluice.dialects.Quirks;

/** The three forms in which Google takes requests for embeddings. */
enum EmbedForm {
    /** {@code :batchEmbedContents}: a list of requests. */
    BATCH("batchEmbedContents"),
    /** {@code :embedContent}: one content a request. */
    ONE("embedContent"),
    /** Vertex's {@code :predict}: instances of plain text. */
    PREDICT("predict");

    private final String verb;

    EmbedForm(String verb) {
        this.verb = verb;
    }

    /** The end of its path. */
    String verb() {
        return ":" + verb;
    }

    /** The one a provider wants by the catalog's flags. */
    static EmbedForm of(Quirks quirks) {
        if (quirks.flags().contains("embed=predict")) {
            return PREDICT;
        }
        return quirks.flags().contains("embed=one") ? ONE : BATCH;
    }
}
