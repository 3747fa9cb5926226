package io.sluice.dialects.bedrock.eventstream;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/** What a header says; its type is part of it. */
public sealed interface HeaderValue {
    /** A truth value (types 0 and 1). */
    record Bool(boolean value) implements HeaderValue {}

    /** A number of one byte (type 2). */
    record Int8(byte value) implements HeaderValue {}

    /** A number of two bytes (type 3). */
    record Int16(short value) implements HeaderValue {}

    /** A number of four bytes (type 4). */
    record Int32(int value) implements HeaderValue {}

    /** A number of eight bytes (type 5). */
    record Int64(long value) implements HeaderValue {}

    /** Bytes, at most 65,535 (type 6). */
    record Blob(ByteBuffer value) implements HeaderValue {
        public Blob {
            value = value.asReadOnlyBuffer();
        }
    }

    /** UTF-8 text, at most 65,535 bytes (type 7). */
    record Text(String value) implements HeaderValue {}

    /** A point in time, to the millisecond (type 8). */
    record Timestamp(Instant value) implements HeaderValue {}

    /** A UUID (type 9). */
    record Uuid(UUID value) implements HeaderValue {}
}
