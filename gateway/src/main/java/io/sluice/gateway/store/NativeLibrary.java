package io.sluice.gateway.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.sqlite.JDBC;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library as a file in the data folder, kept from start to start.
 *
 * <p>Left to itself the driver unpacks it into the temporary folder at every start and compares it byte by byte, which
 * is nearly 0.2 s of a start. Here it is compared with the jar's in one go, and written only when it differs. Where that
 * fails (a folder that may not hold programs, an unusual system) the driver does as it always did.
 */
final class NativeLibrary {
    private static final String PATH = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /** Puts the library into {@code folder} unless an operator named another, and tells the driver where it is. */
    static void placeIn(Path folder) {
        if (System.getProperty(PATH) != null) {
            return;
        }
        String name = LibraryLoaderUtil.getNativeLibName();
        try (InputStream packed =
                JDBC.class.getResourceAsStream(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)) {
            if (packed != null) {
                place(packed.readAllBytes(), folder.resolve(name));
                System.setProperty(PATH, folder.toString());
            }
        } catch (IOException | UnsupportedOperationException _) {
            // the driver unpacks it itself
        }
    }

    private static void place(byte[] library, Path file) throws IOException {
        if (Files.isRegularFile(file) && Arrays.equals(library, Files.readAllBytes(file))) {
            return;
        }
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(file.getParent(), mode);
        Path fresh = Files.createTempFile(file.getParent(), "library", ".new", mode);
        Files.write(fresh, library);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
