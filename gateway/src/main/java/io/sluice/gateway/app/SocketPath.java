package io.sluice.gateway.app;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The address of a socket file, however deep its folder is: the system takes some 100 bytes of path, so a longer one is
 * reached through a link in a temporary folder, gone when this is closed.
 */
final class SocketPath implements AutoCloseable {
    /** 108 with a closing zero on Linux, 104 on macOS. */
    private static final int LONGEST = 100;

    private final UnixDomainSocketAddress address;
    private final @Nullable Path link;

    private SocketPath(Path path, @Nullable Path link) {
        this.address = UnixDomainSocketAddress.of(path);
        this.link = link;
    }

    /** The address of {@code name} in {@code folder}. */
    static SocketPath of(Path folder, String name) throws IOException {
        Path whole = folder.toAbsolutePath().resolve(name);
        if (fits(whole)) {
            return new SocketPath(whole, null);
        }
        Path link = Files.createTempDirectory("sluice").resolve("d");
        Files.createSymbolicLink(link, folder.toAbsolutePath());
        Path through = link.resolve(name);
        var path = new SocketPath(fits(through) ? through : Path.of(name), link);
        if (!fits(through)) {
            path.close();
            throw new IOException("The path " + whole + " is too long for a socket (over " + LONGEST
                    + " bytes), and so is the temporary folder " + link + "; use a data folder with a shorter path");
        }
        return path;
    }

    UnixDomainSocketAddress address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        if (link != null) {
            Files.delete(link);
            Files.delete(Objects.requireNonNull(link.getParent()));
        }
    }

    private static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }
}
