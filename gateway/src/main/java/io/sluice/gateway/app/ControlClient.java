package io.sluice.gateway.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/** Asks the owner of a data folder to run a command. */
final class ControlClient {
    private ControlClient() {}

    /**
     * Has the owner run a command line and shows what it writes.
     *
     * @return the command's status, or nothing when no owner answers, whatever is left of one
     * @throws CommandFailed where the owner ended amid its answer
     */
    static OptionalInt ask(DataFolder folder, List<String> line, Terminal terminal) {
        try (var channel = connect(folder)) {
            channel.write(ByteBuffer.wrap((JsonLine.of(line) + "\n").getBytes(StandardCharsets.UTF_8)));
            return OptionalInt.of(
                    show(new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)), terminal));
        } catch (NoOwner _) {
            return OptionalInt.empty();
        } catch (IOException | IllegalArgumentException _) {
            throw CommandFailed.because("the gateway that owns " + folder.path()
                    + " ended before it had answered; see with \"sluice key list\" what was done, and try again");
        }
    }

    private static SocketChannel connect(DataFolder folder) throws IOException {
        try (var path =
                SocketPath.of(folder.path(), folder.socket().getFileName().toString())) {
            return SocketChannel.open(path.address());
        } catch (IOException nobody) {
            throw new NoOwner(nobody);
        }
    }

    private static int show(BufferedReader answer, Terminal terminal) throws IOException {
        for (String line = answer.readLine(); line != null; line = answer.readLine()) {
            List<String> words = JsonLine.words(line);
            switch (words.getFirst()) {
                case ControlSocket.OUT -> terminal.out(words.getLast());
                case ControlSocket.ERR -> terminal.err(words.getLast());
                case ControlSocket.EXIT -> {
                    return Integer.parseInt(words.getLast());
                }
                default -> throw new IOException("not an answer: " + line);
            }
        }
        throw new IOException("the answer has no end");
    }

    /** Nobody listens at the socket, or there is none. */
    private static final class NoOwner extends IOException {
        private static final long serialVersionUID = 1;

        NoOwner(IOException cause) {
            super(cause);
        }
    }
}
