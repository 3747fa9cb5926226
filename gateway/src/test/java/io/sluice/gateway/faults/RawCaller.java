package io.sluice.gateway.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A caller who sees the bytes: he tells an answer that ended from one that was cut. Reading waits 15 seconds at most. */
public final class RawCaller implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    /** Connects to a port of this machine. */
    public RawCaller(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(15_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends text as bytes of ISO 8859-1. */
    public RawCaller send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Posts a body to a path with a key. */
    public RawCaller post(String path, String key, String body) throws IOException {
        return send(head(path, key, body.length()) + body);
    }

    /** The head of a post, its body still to come. */
    public static String head(String path, String key, int length) {
        return "POST " + path + " HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer " + key
                + "\r\ncontent-type: application/json\r\ncontent-length: " + length + "\r\n\r\n";
    }

    /** One answer, read to its end or to that of the connection. */
    public Answer answer() throws IOException {
        String head = head();
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.contains("transfer-encoding: chunked")) {
            return chunked(head);
        }
        int at = lower.indexOf("content-length: ");
        if (at < 0) {
            return new Answer(head, new String(in.readAllBytes(), StandardCharsets.UTF_8), true);
        }
        int length = Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)));
        byte[] body = in.readNBytes(length);
        return new Answer(head, new String(body, StandardCharsets.UTF_8), body.length == length);
    }

    /** The head of an answer, the empty line included. */
    public String head() throws IOException {
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

    /** Reads on until this text has been seen. */
    public void readUntil(String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("ended before '" + text + "': " + seen);
            }
            seen.append((char) c);
        }
    }

    private Answer chunked(String head) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean whole = false;
        for (String size = line(); size != null; size = line()) {
            int length = Integer.parseInt(size, 16);
            byte[] chunk = in.readNBytes(length);
            body.writeBytes(chunk);
            if (chunk.length < length || line() == null) {
                break;
            }
            if (length == 0) {
                whole = true;
                break;
            }
        }
        return new Answer(head, body.toString(StandardCharsets.UTF_8), whole);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Whether the other side has closed; waits for a byte or the end. */
    public boolean ended() {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Leaves with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /**
     * What came back.
     *
     * @param head status line and headers
     * @param body with its framing undone
     * @param whole whether the framing said that this was all
     */
    public record Answer(String head, String body, boolean whole) {

        /** The status. */
        public int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        /** A header's value, or the empty string. */
        public String header(String name) {
            String lower = head.toLowerCase(Locale.ROOT);
            int at = lower.indexOf("\r\n" + name + ": ");
            return at < 0 ? "" : head.substring(at + name.length() + 4, head.indexOf('\r', at + 2));
        }
    }
}
