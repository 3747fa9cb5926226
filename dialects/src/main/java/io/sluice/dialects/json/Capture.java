package io.sluice.dialects.json;

/**
 * A place in a document whose value is wanted while the document streams by.
 *
 * @param under the name of the top-level member it is in, or its own name for a top-level member
 * @param key its name
 * @param depth how many containers are open around its value: 1 for a top-level member, at most 3
 */
public record Capture(String under, String key, int depth) {
    /** A top-level member. */
    public static Capture top(String key) {
        return new Capture(key, key, 1);
    }
}
