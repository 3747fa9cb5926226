package io.sluice.dialects;

/** Where a stream relay puts what goes on to the caller, in order. */
public interface RelaySink {
    /**
     * The bytes {@code [from, to)} of the piece now being fed go out as they came. Windows of one piece never overlap
     * and ascend; as many whole events as possible are in one.
     */
    void window(int from, int to);

    /** The bytes {@code [from, to)} of an array go out; the array is the relay's own again when this returns. */
    void literal(byte[] bytes, int from, int to);
}
