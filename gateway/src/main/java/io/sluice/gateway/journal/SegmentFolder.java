package io.sluice.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The journal's folder: segments are files named by their number; what is being prepared has another name until it is
 * whole and forced, so a crash leaves no half-made segment.
 */
final class SegmentFolder implements SegmentSource {
    private static final String SUFFIX = ".segment";
    private static final String MAKING = ".making";
    private static final int PIECE = 256 << 10;

    private final Path folder;
    private final int segmentBytes;
    private final Probe probe;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);

    SegmentFolder(Path folder, int segmentBytes, Probe probe) throws IOException {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.probe = probe;
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (posix()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
        for (Path unfinished : list(MAKING)) {
            Files.delete(unfinished);
        }
    }

    /** The segments' files, oldest first. */
    List<Path> segments() throws IOException {
        return list(SUFFIX);
    }

    @Override
    public Segment create(long sequence) throws IOException {
        Path making = folder.resolve(name(sequence) + MAKING);
        if (posix()) {
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            FileChannel.open(making, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)
                    .close();
        }
        try {
            return finish(making, zero(making, sequence), sequence);
        } catch (IOException failed) {
            Files.deleteIfExists(making);
            throw failed;
        }
    }

    @Override
    public Segment renew(Segment retired, long sequence) throws IOException {
        if (retired.size() != segmentBytes) {
            Files.delete(retired.file());
            return create(sequence);
        }
        Path making = folder.resolve(name(sequence) + MAKING);
        Files.move(retired.file(), making, StandardCopyOption.ATOMIC_MOVE);
        probe.reached(Point.SEGMENT_SET_ASIDE);
        try {
            overwrite(making, sequence);
            return finish(making, retired.memory(), sequence);
        } catch (IOException failed) {
            Files.deleteIfExists(making);
            throw failed;
        }
    }

    @Override
    public void delete(Segment retired) throws IOException {
        Files.deleteIfExists(retired.file());
    }

    private MappedByteBuffer zero(Path making, long sequence) throws IOException {
        overwrite(making, sequence);
        try (FileChannel channel = FileChannel.open(making, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, segmentBytes);
        }
    }

    /** Through the channel, never the mapping: there a full disk would be a signal instead of an exception. */
    private void overwrite(Path making, long sequence) throws IOException {
        try (FileChannel channel = FileChannel.open(making, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(Segment.header(sequence), 0);
            for (int at = Segment.HEADER; at < segmentBytes; ) {
                zeros.clear().limit(Math.min(PIECE, segmentBytes - at));
                at += channel.write(zeros, at);
            }
            channel.force(true);
        }
    }

    private Segment finish(Path making, MappedByteBuffer memory, long sequence) throws IOException {
        Path file = folder.resolve(fileName(sequence));
        Files.move(making, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
        probe.reached(Point.SEGMENT_PREPARED);
        return new Segment(file, sequence, memory);
    }

    private List<Path> list(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private boolean posix() throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix");
    }

    static String fileName(long sequence) {
        return name(sequence) + SUFFIX;
    }

    private static String name(long sequence) {
        return String.format(Locale.ROOT, "%016d", sequence);
    }
}
