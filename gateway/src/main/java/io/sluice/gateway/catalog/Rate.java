package io.sluice.gateway.catalog;

import java.util.Optional;

/** What is paid for by the million tokens. */
public enum Rate {
    /** Input read anew. */
    INPUT("in"),
    OUTPUT("out"),
    /** Input that the provider had in its cache. */
    CACHE_READ("cr"),
    /** Input put into the cache for five minutes, or for its only time. */
    CACHE_WRITE("cw"),
    /** Input put into the cache for an hour. */
    CACHE_WRITE_1H("cw1h"),
    /** Reasoning, only where it costs other than output. */
    REASONING("reason"),
    AUDIO_IN("ain"),
    AUDIO_OUT("aout"),
    AUDIO_CACHE_READ("acr"),
    IMAGE_IN("iin"),
    IMAGE_OUT("iout"),
    BATCH_IN("bin"),
    BATCH_OUT("bout");

    private final String word;

    Rate(String word) {
        this.word = word;
    }

    /** The word in the catalog's lines. */
    public String word() {
        return word;
    }

    /** The rate of that word, if it is one. */
    public static Optional<Rate> named(String word) {
        for (Rate rate : values()) {
            if (rate.word.equals(word)) {
                return Optional.of(rate);
            }
        }
        return Optional.empty();
    }
}
