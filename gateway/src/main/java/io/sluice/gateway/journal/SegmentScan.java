package io.sluice.gateway.journal;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a segment that another process left, and tells damage at its end from damage inside.
 *
 * <p>A torn end - bytes after the last whole record, and no whole record after them - is what a power cut may leave; it
 * is left out. A whole record beyond a broken one means that records are gone in between: the file is refused.
 */
final class SegmentScan {
    /** What a segment holds: {@code end} is where its last whole record ends, {@code torn} the bytes left out after it. */
    record Found(Segment segment, int end, long records, int torn) {
        /** Whether nothing was ever appended. */
        boolean untouched() {
            return records == 0 && torn == 0 && !segment.clean();
        }
    }

    private SegmentScan() {}

    /** Maps the file and checks every record of it, unless it is marked clean. */
    static Found read(Path file) throws IOException {
        MappedByteBuffer memory = map(file);
        memory.order(ByteOrder.LITTLE_ENDIAN);
        requireHeader(file, memory);
        Segment segment = new Segment(file, memory.getLong(8), memory);
        int at = Segment.HEADER;
        if (segment.clean()) {
            return new Found(segment, at, 0, 0);
        }
        long records = 0;
        while (segment.validAt(at)) {
            if (segment.typeAt(at) == null) {
                throw new JournalRefused(file + " holds a record of type " + memory.get(at + 8) + ", version "
                        + memory.get(at + 9) + ", which this version does not know: a newer Sluice wrote it. Start that"
                        + " version once and stop it, so that its records reach the store.");
            }
            at = Segment.after(at, segment.lengthAt(at));
            records++;
        }
        return new Found(segment, at, records, torn(segment, at));
    }

    private static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() < Segment.HEADER || channel.size() > Integer.MAX_VALUE) {
                throw damaged(file, "its size is " + channel.size() + " bytes, which no segment has");
            }
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
        }
    }

    private static void requireHeader(Path file, MappedByteBuffer memory) throws JournalRefused {
        if (memory.getInt(0) != Segment.MAGIC) {
            throw damaged(file, "it does not begin as a segment does");
        }
        if (memory.getInt(4) != Segment.FORMAT) {
            throw new JournalRefused(file + " has format " + memory.getInt(4) + ", but this version knows only "
                    + Segment.FORMAT + ": another version wrote it. Start that version once and stop it.");
        }
        if (!file.getFileName().toString().equals(SegmentFolder.fileName(memory.getLong(8)))) {
            throw damaged(file, "inside it calls itself number " + memory.getLong(8));
        }
    }

    /** How many bytes after {@code at} are not zero, up to the last of them; refuses a whole record among them. */
    private static int torn(Segment segment, int at) throws JournalRefused {
        int end = at;
        for (int start = at; start + Integer.BYTES <= segment.size(); start += Integer.BYTES) {
            if (segment.memory().getInt(start) != 0) {
                end = start + Integer.BYTES;
                if (start > at && segment.validAt(start)) {
                    throw damaged(
                            segment.file(),
                            "the record at byte " + at + " is broken, and a whole one follows at byte " + start);
                }
            }
        }
        return end - at;
    }

    private static JournalRefused damaged(Path file, String seen) {
        return new JournalRefused(file + " is damaged: " + seen + ". Calls recorded in it would be lost in silence, so"
                + " nothing was started. Restore the file from a backup, or move it out of the folder to give up what"
                + " it holds, and start again.");
    }
}
