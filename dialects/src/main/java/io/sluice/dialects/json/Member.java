package io.sluice.dialects.json;

import org.jspecify.annotations.Nullable;

/**
 * One member of an outlined object.
 *
 * @param key its name, escapes decoded; of names longer than 1,024 bytes only the beginning
 * @param kind what its value is
 * @param start offset of the value's first byte in the document
 * @param end offset after the value's last byte
 * @param elements how many elements the value has where it is an array, else 0
 * @param inner the members of the value where it is an object that was asked to be outlined
 */
public record Member(
        String key,
        Kind kind,
        int start,
        int end,
        int elements,
        @Nullable Outline inner) {}
