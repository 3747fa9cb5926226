package io.sluice.gateway.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The right to use a data folder. The system takes it back when the process dies, however it dies. */
final class FolderLock implements AutoCloseable {
    private static final int LONGEST_PID = 20;

    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /** Takes the lock, or returns null when another process, or this one already, has it. */
    static @Nullable FolderLock tryTake(DataFolder folder) throws IOException {
        FileChannel file = FileChannel.open(
                folder.lock(),
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS), // it is cut to nothing below
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            FileLock lock = file.tryLock();
            if (lock == null) {
                file.close();
                return null;
            }
        } catch (OverlappingFileLockException _) {
            // Left open: closing any descriptor of the file would drop the lock this process holds on another.
            return null;
        }
        String pid = ProcessHandle.current().pid() + "\n";
        file.truncate(0);
        file.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        return new FolderLock(file);
    }

    /** Who has the lock, in words: {@code process 4711}. */
    static String holder(DataFolder folder) {
        try {
            String pid =
                    Files.readString(folder.lock(), StandardCharsets.ISO_8859_1).strip();
            boolean plain =
                    !pid.isEmpty() && pid.length() < LONGEST_PID && pid.chars().allMatch(Character::isDigit);
            return plain ? "process " + pid : "another process";
        } catch (IOException _) {
            return "another process";
        }
    }

    /** Gives the lock back. The file stays: deleting it would let two processes lock two different files. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
