package io.sluice.gateway.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A caller who speaks in bytes. Reading waits ten seconds at most. */
final class Wire implements AutoCloseable {
    final Socket socket;
    private final InputStream in;

    Wire(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** One answer: head and body, which must have a length or come in chunks. */
    Answer answer() throws IOException {
        return answer(true);
    }

    /** One answer, to a request for its head alone where {@code bodied} is false. */
    Answer answer(boolean bodied) throws IOException {
        String head = head();
        String lower = head.toLowerCase(Locale.ROOT);
        if (!bodied || head.startsWith("HTTP/1.1 100")) {
            return new Answer(head, "");
        }
        if (lower.contains("transfer-encoding: chunked")) {
            return new Answer(head, chunks());
        }
        int at = lower.indexOf("content-length: ");
        if (at < 0) {
            return new Answer(head, new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
        int length = Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)));
        return new Answer(head, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }

    /** Everything up to the end of the connection, whether it ended properly or was reset. */
    String rest() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException reset) {
            all.write("<reset>".getBytes(StandardCharsets.US_ASCII));
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("ended within a line: " + line);
            }
            line.append((char) c);
        }
        return line.toString().replace("\r", "");
    }

    String read(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("ended within a head: " + head);
            }
            head.append((char) c);
        }
        return head.toString();
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.append(read(size));
            line();
        }
        line();
        return body.toString();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }
    }
}
