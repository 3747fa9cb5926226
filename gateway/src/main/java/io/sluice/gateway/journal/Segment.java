package io.sluice.gateway.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of the journal in mapped memory, all zeros after its header until records are appended.
 *
 * <p>A record is: length of the payload (4 bytes), CRC32C (4), type (1), version (1), nothing (2), payload, zeros up to a
 * multiple of four. Little endian. The length is written last and makes the record visible to a reader, so a process
 * killed in between leaves no half record. The checksum is mixed with the segment's number and the length: a record of
 * the file's former life never passes.
 *
 * <p>One thread appends, one other may read what was appended.
 */
final class Segment {
    /** Bytes before the first record: magic (4), format (4), sequence (8), clean mark (4), zeros. */
    static final int HEADER = 64;

    static final int RECORD_HEADER = 12;
    static final int MAGIC = 0x314a4c53;
    static final int FORMAT = 1;
    private static final int CLEAN_AT = 16;
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final long sequence;
    private final MappedByteBuffer memory;
    private final ByteBuffer checked;
    private final CRC32C crc = new CRC32C();
    private int end = HEADER;
    private volatile @Nullable Segment next;

    /** A segment whose header is written and whose records are zeros, or are there already to be read. */
    Segment(Path file, long sequence, MappedByteBuffer memory) {
        this.file = file;
        this.sequence = sequence;
        this.memory = memory;
        memory.order(ByteOrder.LITTLE_ENDIAN);
        this.checked = memory.duplicate();
    }

    Path file() {
        return file;
    }

    /** Its number in the journal; grows from each segment to the next, also over restarts. */
    long sequence() {
        return sequence;
    }

    MappedByteBuffer memory() {
        return memory;
    }

    int size() {
        return memory.capacity();
    }

    /** Bytes left for records, their headers included. For the appending thread. */
    int room() {
        return size() - end;
    }

    /** Where the payload of the next record goes. For the appending thread. */
    int payloadStart() {
        return end + RECORD_HEADER;
    }

    /** Makes the record visible whose payload was written from {@link #payloadStart} to {@code payloadEnd}. */
    int publish(RecordType type, int payloadEnd) {
        int start = end;
        int length = payloadEnd - start - RECORD_HEADER;
        memory.put(start + 8, (byte) type.code());
        memory.put(start + 9, (byte) type.version());
        seal(start, length);
        end = after(start, length);
        INT.setRelease(memory, start, length);
        return end - start;
    }

    /** Writes the checksum of the record at {@code start}. */
    void seal(int start, int length) {
        memory.putInt(start + 4, checksum(start, length));
    }

    /** The length of the payload of the record at {@code start}, or 0 when there is none yet. */
    int lengthAt(int start) {
        return start + RECORD_HEADER > size() ? 0 : (int) INT.getAcquire(memory, start);
    }

    /** The type of the record at {@code start}, or null when this version does not know it. */
    @Nullable
    RecordType typeAt(int start) {
        return RecordType.of(memory.get(start + 8), memory.get(start + 9));
    }

    /** Whether a whole record stands at {@code start}. Not while its file is appended to. */
    boolean validAt(int start) {
        int length = lengthAt(start);
        return length > 0
                && length <= size() - start - RECORD_HEADER
                && memory.getInt(start + 4) == checksum(start, length);
    }

    /** Where the record after the one at {@code start} begins. */
    static int after(int start, int length) {
        return start + RECORD_HEADER + (length + 3 & ~3);
    }

    private int checksum(int start, int length) {
        crc.reset();
        checked.limit(start + RECORD_HEADER + length).position(start + 8);
        crc.update(checked);
        return (int) crc.getValue() ^ length * 0x9e3779b1 ^ Long.hashCode(sequence * 0x9e3779b97f4a7c15L);
    }

    /** The segment its lane went on with, once nothing more is appended here; null until then. */
    @Nullable
    Segment next() {
        return next;
    }

    void next(Segment following) {
        next = following;
    }

    /**
     * Writes to the disk what is not there yet of it; the pages that were not touched cost nothing. Any thread.
     *
     * @throws java.io.UncheckedIOException where the disk refuses
     */
    void force() {
        memory.force();
    }

    /** Notes that everything here is in the store, so that the next start need not read it. */
    void markClean() {
        memory.putInt(CLEAN_AT, 1);
    }

    boolean clean() {
        return memory.getInt(CLEAN_AT) == 1;
    }

    /** The header of a fresh segment. */
    static ByteBuffer header(long sequence) {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, MAGIC)
                .putInt(4, FORMAT)
                .putLong(8, sequence);
    }
}
