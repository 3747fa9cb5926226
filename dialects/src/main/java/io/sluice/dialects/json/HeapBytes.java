package io.sluice.dialects.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A window on an array. */
record HeapBytes(byte[] array, int start, int length) implements Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    HeapBytes {
        Objects.checkFromIndexSize(start, length, array.length);
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
