package io.sluice.gateway.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * Puts SQLite's native library into the data folder, for the driver to find it there. Left to itself the driver runs
 * another program to learn which system it is on, and leaves a copy in the temporary folder at every crash.
 *
 * <p>Where this does not know the system, or the folder cannot hold programs, the driver does as it always does.
 */
final class NativeSqlite {
    private static final String LIBRARY = "libsqlitejdbc.so";
    private static final String PROPERTY = "org.sqlite.lib.path";

    private NativeSqlite() {}

    /** To be called before the first use of SQLite; the folder must exist. Safe while others use the same folder. */
    static void in(DataFolder folder) {
        try {
            put(folder);
        } catch (IOException | UnsupportedOperationException _) {
            // A folder that can only be read, say: the driver finds its library by itself.
        }
    }

    private static void put(DataFolder folder) throws IOException {
        String arch = switch (System.getProperty("os.arch", "")) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "aarch64";
            default -> "";
        };
        if (arch.isEmpty() || !System.getProperty("os.name", "").equals("Linux")) {
            return;
        }
        boolean musl = Files.exists(Path.of("/lib/ld-musl-" + arch + ".so.1"));
        byte[] wanted = bundled("/org/sqlite/native/" + (musl ? "Linux-Musl/" : "Linux/") + arch + "/" + LIBRARY);
        if (wanted.length == 0) {
            return;
        }
        Path home = Files.createDirectories(folder.path().resolve("native"));
        Path library = home.resolve(LIBRARY);
        if (!Files.exists(library) || !Arrays.equals(Files.readAllBytes(library), wanted)) {
            Path aside = Files.createTempFile(home, LIBRARY, ".new");
            Files.write(aside, wanted);
            Files.move(aside, library, StandardCopyOption.ATOMIC_MOVE);
        }
        System.setProperty(PROPERTY, home.toAbsolutePath().toString());
    }

    private static byte[] bundled(String name) throws IOException {
        try (InputStream resource = NativeSqlite.class.getResourceAsStream(name)) {
            return resource == null ? new byte[0] : resource.readAllBytes();
        }
    }
}
