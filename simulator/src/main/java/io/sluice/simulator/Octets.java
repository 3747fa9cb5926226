package io.sluice.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Immutable bytes, equal when their contents are: what scripts send and what requests carried. */
public final class Octets {

    /** No bytes at all. */
    public static final Octets EMPTY = new Octets(new byte[0], 0, 0);

    private final byte[] array;
    private final int from;
    private final int length;

    private Octets(byte[] array, int from, int length) {
        this.array = array;
        this.from = from;
        this.length = length;
    }

    /** A copy of these bytes. */
    public static Octets of(byte[] bytes) {
        return new Octets(bytes.clone(), 0, bytes.length);
    }

    /** The text in UTF-8. */
    public static Octets of(String text) {
        return owning(text.getBytes(UTF_8));
    }

    /** Takes the array as it is; the caller forgets it. */
    static Octets owning(byte[] bytes) {
        return new Octets(bytes, 0, bytes.length);
    }

    /** All parts, one after another. */
    public static Octets join(List<Octets> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        ByteBuffer all =
                ByteBuffer.allocate(parts.stream().mapToInt(Octets::length).sum());
        parts.forEach(part -> all.put(part.array, part.from, part.length));
        return owning(all.array());
    }

    /** How many bytes. */
    public int length() {
        return length;
    }

    /** The bytes, copied. */
    public byte[] bytes() {
        return Arrays.copyOfRange(array, from, from + length);
    }

    /** The bytes read as UTF-8; what is not UTF-8 becomes the replacement character. */
    public String text() {
        return new String(array, from, length, UTF_8);
    }

    /** The bytes from {@code start} to before {@code end}, sharing this memory. */
    public Octets slice(int start, int end) {
        if (start < 0 || end < start || end > length) {
            throw new IndexOutOfBoundsException("bytes " + start + " to " + end + " of " + length);
        }
        return new Octets(array, from + start, end - start);
    }

    /** A buffer over a part of these bytes; nothing is copied and nobody needs to release it. */
    ByteBuf buffer(int start, int size) {
        return Unpooled.wrappedBuffer(array, from + start, size);
    }

    /** A copy outside the heap that may be written any number of times: send a {@code duplicate()} of it. */
    ByteBuf direct() {
        ByteBuffer memory =
                ByteBuffer.allocateDirect(length).put(array, from, length).flip();
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(memory));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that
                && Arrays.equals(array, from, from + length, that.array, that.from, that.from + that.length);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(array, from, length).hashCode();
    }

    @Override
    public String toString() {
        return length <= 200 ? text() : slice(0, 200).text() + "... (" + length + " bytes)";
    }
}
