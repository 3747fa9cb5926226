package io.sluice.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A bare client socket: what it sends and reads is exactly what was written here. */
final class Wire implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
    }

    static Wire to(Simulator simulator) throws IOException {
        return new Wire(new Socket(InetAddress.getLoopbackAddress(), simulator.port()));
    }

    Wire send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        return this;
    }

    Wire get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    Wire post(String target, String body) throws IOException {
        return send("POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** The next so many bytes, or fewer where the connection ended before. */
    String read(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), ISO_8859_1);
    }

    /** Everything up to the end of the connection. */
    String readAll() throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    /** One read of the socket. */
    int readOnce(byte[] into) throws IOException {
        return in.read(into);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
