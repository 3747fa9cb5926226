package io.sluice.gateway.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A call's opening where it lies in the journal: decoded only if the call outlives the segment or the process. */
public final class Opening {
    private final CallId id;
    private final Segment segment;
    private final int payload;

    Opening(Segment segment, int payload) {
        this.id = CallCodec.readId(segment.memory(), payload);
        this.segment = segment;
        this.payload = payload;
    }

    /** The call. */
    public CallId id() {
        return id;
    }

    /** Decodes it; only before the {@link JournalReader} gave its segment back. */
    public CallOpened read() {
        return CallCodec.readOpened(segment.memory(), payload);
    }

    /** A copy of it as it lies there, to be kept elsewhere; {@link #decode} reads it. */
    public byte[] copy() {
        byte[] copy = new byte[segment.lengthAt(payload - Segment.RECORD_HEADER) + 1];
        copy[0] = (byte) RecordType.OPENED.version();
        segment.memory().get(payload, copy, 1, copy.length - 1);
        return copy;
    }

    /** Reads a {@link #copy}. */
    public static CallOpened decode(byte[] copy) {
        return CallCodec.readOpened(ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN), 1);
    }

    Segment segment() {
        return segment;
    }
}
