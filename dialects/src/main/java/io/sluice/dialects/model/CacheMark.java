package io.sluice.dialects.model;

/** A caller's mark that everything up to here is worth keeping in the provider's prompt cache, and for how long. */
public enum CacheMark {
    /** The provider's shortest or only lifetime (minutes). */
    SHORT,
    /** An hour. */
    HOUR
}
