package io.sluice.gateway.app;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the owner of a data folder runs commands for other processes: {@code sluice.sock}, mode 0600.
 *
 * <p>A client sends the words of its command line as one JSON line. Back come lines {@code ["out", text]} and
 * {@code ["err", text]}, and {@code ["exit", status]} as the last. Whoever may open the socket may read the folder
 * itself, so nothing more is asked of a client. Commands use SQLite, so they run on platform threads.
 */
final class ControlSocket implements AutoCloseable {
    static final String OUT = "out";
    static final String ERR = "err";
    static final String EXIT = "exit";

    private static final int LONGEST_LINE = 64 * 1024;
    private static final int CLIENTS = 16;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path path;
    private final ServerSocketChannel server;
    private final OwnerCommands commands;
    private final Semaphore places = new Semaphore(CLIENTS);
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();

    private ControlSocket(Path path, ServerSocketChannel server, OwnerCommands commands) {
        this.path = path;
        this.server = server;
        this.commands = commands;
    }

    /** Opens the socket of an owned folder, in place of one a dead owner left, and answers until closed. */
    static ControlSocket open(DataFolder folder, OwnerCommands commands) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bind(server, folder);
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
        var socket = new ControlSocket(folder.socket(), server, commands);
        Thread.ofPlatform().daemon().name("sluice-control").start(socket::accept);
        return socket;
    }

    /** Stops answering; clients whose command is under way see the connection end. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        server.close();
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    /** Bound where nobody else may look and moved when its mode is set, so that it is never open to others. */
    private static void bind(ServerSocketChannel server, DataFolder folder) throws IOException {
        Path aside = folder.path().resolve("sluice.sock.new");
        Path fresh = aside.resolve("s");
        if (!Files.isSymbolicLink(aside)) {
            Files.deleteIfExists(fresh);
        }
        Files.deleteIfExists(aside);
        Files.createDirectory(
                aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (var address = SocketPath.of(aside, "s")) {
            server.bind(address.address());
        }
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        Files.move(fresh, folder.socket(), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(aside);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                places.acquire();
                SocketChannel client = server.accept();
                clients.add(client);
                Thread.ofPlatform().daemon().name("sluice-control-client").start(() -> answer(client));
            } catch (IOException _) {
                places.release();
                LockSupport.parkNanos(PAUSE.toNanos()); // closed, or out of descriptors: then trying at once is no use
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void answer(SocketChannel client) {
        try (client) {
            String line = readLine(new BufferedInputStream(Channels.newInputStream(client)));
            var terminal = new Remote(client);
            int status = commands.run(JsonLine.words(line), terminal);
            terminal.send(EXIT, Integer.toString(status));
        } catch (IOException | IllegalArgumentException | CommandFailed _) {
            // The client went away or does not speak this protocol; there is nobody to tell.
        } finally {
            clients.remove(client);
            places.release();
        }
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() == LONGEST_LINE) {
                throw new IOException("no line of at most " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** The terminal of the client's process. A client that went away ends its command with the next line. */
    private record Remote(SocketChannel client) implements Terminal {
        @Override
        public void out(String line) {
            tell(OUT, line);
        }

        @Override
        public void err(String line) {
            tell(ERR, line);
        }

        private void tell(String kind, String text) {
            try {
                send(kind, text);
            } catch (IOException gone) {
                throw CommandFailed.because("the client went away");
            }
        }

        void send(String kind, String text) throws IOException {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(JsonLine.of(List.of(kind, text)) + "\n");
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
        }
    }
}
