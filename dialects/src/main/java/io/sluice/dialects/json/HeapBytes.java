package io.sluice.dialects.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A window on an array.
 *
 * <p>The scanners work on these alone: what comes from the network is copied to one, block by block, which costs a
 * twentieth of what reading it through the network's own buffers would.
 */
public record HeapBytes(byte[] array, int start, int length) implements Bytes {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    public HeapBytes {
        Objects.checkFromIndexSize(start, length, array.length);
    }

    /** The bytes themselves where they are on the heap, else a copy. */
    public static HeapBytes of(Bytes bytes) {
        return bytes instanceof HeapBytes heap ? heap : new HeapBytes(bytes.toArray(), 0, bytes.length());
    }

    /** Eight bytes of an array as {@link #longAt} gives them, checked against the array's bounds alone. */
    public static long longIn(byte[] array, int index) {
        return (long) LONGS.get(array, index);
    }

    @Override
    public byte at(int index) {
        return array[start + Objects.checkIndex(index, length)];
    }

    @Override
    public long longAt(int index) {
        return (long) LONGS.get(array, start + Objects.checkFromIndexSize(index, Long.BYTES, length));
    }

    @Override
    public Bytes slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        return new HeapBytes(array, start + from, to - from);
    }

    @Override
    public void copyTo(int from, int to, byte[] into, int at) {
        Objects.checkFromToIndex(from, to, length);
        System.arraycopy(array, start + from, into, at, to - from);
    }

    @Override
    public String utf8(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        return new String(array, start + from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return utf8(0, length);
    }
}
