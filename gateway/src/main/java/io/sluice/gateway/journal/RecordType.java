package io.sluice.gateway.journal;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of record, with the bytes that stand for them and their version on disk.
 *
 * <p>A code once released keeps its meaning; a changed payload is a new version beside the old one.
 */
enum RecordType {
    /** A {@link CallOpened}. */
    OPENED(1, 1),
    /** A {@link CallRow} as it was before it knew of a parent. */
    ENDED_ALONE(2, 1),
    /** A whole {@link CallRow}. */
    ENDED(2, 2);

    private final int code;
    private final int version;

    RecordType(int code, int version) {
        this.code = code;
        this.version = version;
    }

    int code() {
        return code;
    }

    int version() {
        return version;
    }

    /** The type of these bytes, or null when a newer program wrote it. */
    static @Nullable RecordType of(int code, int version) {
        for (RecordType type : values()) {
            if (type.code == code && type.version == version) {
                return type;
            }
        }
        return null;
    }
}
