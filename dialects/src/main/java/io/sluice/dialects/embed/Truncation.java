package io.sluice.dialects.embed;

/** What becomes of an input that is longer than the model reads. */
public enum Truncation {
    /** It is refused. */
    NONE,
    /** Its beginning goes. */
    START,
    /** Its end goes. */
    END
}
