package io.sluice.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ports of 127.0.0.1: free ones, and whether somebody listens. */
final class Ports {
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int READ_MILLIS = 10_000;

    private Ports() {}

    /** A port that nobody has now. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A free port for each kind. */
    static Map<Kind, Integer> free(Kind... kinds) {
        Map<Kind, Integer> ports = new EnumMap<>(Kind.class);
        for (Kind kind : kinds) {
            ports.put(kind, free());
        }
        return ports;
    }

    /** Waits until somebody listens there. */
    static void await(int port, Child server) {
        long until = System.nanoTime() + MOST_NANOS;
        while (!listens(port)) {
            if (!server.alive() || System.nanoTime() > until) {
                throw new IllegalStateException("nobody listens on port " + port + "; see the .err files of the run");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whether a chat call is answered with 200 there now. */
    static boolean answers(int port, String model, String key) {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        String authorization = key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n";
        String request = "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n" + authorization
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(READ_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] status = in.readNBytes("HTTP/1.1 200".length());
            return new String(status, StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException notYet) {
            return false;
        }
    }
}
