package io.sluice.gateway.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * SQLite's native library as a file in the data folder, kept from start to start.
 *
 * <p>Left to itself the driver runs another program to learn which system it is on, unpacks the library into the
 * temporary folder at every start and compares it byte by byte, which is nearly 0.2 s of a start. Here it is compared
 * with the jar's in one go, and written only when it differs. Where that fails (a folder that may not hold programs, an
 * unusual system) the driver does as it always did.
 */
final class NativeLibrary {
    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "libsqlitejdbc.so";

    private NativeLibrary() {}

    /** Puts the library into {@code folder} unless an operator named another, and tells the driver where it is. */
    static void placeIn(Path folder) {
        String packed = packed();
        if (packed == null || System.getProperty(PATH) != null) {
            return;
        }
        try (InputStream library = JDBC.class.getResourceAsStream(packed)) {
            if (library != null) {
                place(library.readAllBytes(), folder.resolve(NAME));
                System.setProperty(PATH, folder.toString());
            }
        } catch (IOException | UnsupportedOperationException _) {
            // the driver unpacks it itself
        }
    }

    /** Where the driver's jar has the library for this system, or null where this does not know. */
    private static @Nullable String packed() {
        String processor = switch (System.getProperty("os.arch", "")) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "aarch64";
            default -> "";
        };
        if (processor.isEmpty() || !System.getProperty("os.name", "").equals("Linux")) {
            return null;
        }
        boolean musl = Files.exists(Path.of("/lib/ld-musl-" + processor + ".so.1"));
        return "/org/sqlite/native/" + (musl ? "Linux-Musl/" : "Linux/") + processor + "/" + NAME;
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
