package io.sluice.dialects.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/** A window on an array. */
record HeapBytes(byte[] array, int start, int length) implements Bytes {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
}
