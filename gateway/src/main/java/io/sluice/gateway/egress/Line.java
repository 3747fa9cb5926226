package io.sluice.gateway.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the host of an address: the name is looked up once, every address it has is checked, and one of those is
 * connected to - no second look-up in which the name could mean another. Blocks.
 */
final class Line {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final int MOST_TRIED = 3;

    private final Door door;
    private final Resolver resolver;

    Line(Door door, Resolver resolver) {
        this.door = door;
        this.resolver = resolver;
    }

    /** Sends a GET and hands the stream of what comes back to the reader; the connection is closed then. */
    <T> T get(WebAddress address, Answered<T> reader) throws Unfetchable, InterruptedException {
        List<InetAddress> addresses = checked(address.host());
        try (Socket raw = connected(addresses, address.host());
                SSLSocket tls = secured(raw, address.host())) {
            tls.getOutputStream().write(request(address));
            tls.getOutputStream().flush();
            return reader.read(tls.getInputStream());
        } catch (IOException failed) {
            throw Unfetchable.notFetched(address.host() + " broke off: "
                    + (failed instanceof SSLException
                            ? "TLS failed"
                            : failed.getClass().getSimpleName()));
        }
    }

    /** Reads what comes back. */
    interface Answered<T> {
        T read(InputStream in) throws IOException, Unfetchable;
    }

    private List<InetAddress> checked(String host) throws Unfetchable, InterruptedException {
        List<InetAddress> addresses;
        try {
            addresses = resolver.addresses(host);
        } catch (UnknownHostException _) {
            throw Unfetchable.notFetched("The name " + host + " could not be looked up");
        }
        if (addresses.isEmpty()) {
            throw Unfetchable.notFetched("The name " + host + " has no address");
        }
        if (!addresses.stream().allMatch(door.reachable())) {
            throw Unfetchable.notAllowed("The name " + host + " does not lead to the public Internet alone");
        }
        return addresses;
    }

    private Socket connected(List<InetAddress> addresses, String host) throws Unfetchable {
        for (InetAddress address : addresses.subList(0, Math.min(addresses.size(), MOST_TRIED))) {
            Socket socket = tried(address);
            if (socket != null) {
                return socket;
            }
        }
        throw Unfetchable.notFetched(host + " could not be connected to");
    }

    private @Nullable Socket tried(InetAddress address) {
        // Neither a proxy of the machine's nor one of the JVM's: it would look the name up itself.
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.setSoTimeout((int) SILENCE.toMillis());
            socket.connect(new InetSocketAddress(address, door.port()), (int) CONNECT.toMillis());
            return socket;
        } catch (IOException _) {
            closed(socket);
            return null;
        }
    }

    private static void closed(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is given up in any case.
        }
    }

    private SSLSocket secured(Socket raw, String host) throws IOException, Unfetchable {
        SSLSocket tls = (SSLSocket) door.tls().get().createSocket(raw, host, door.port(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        tls.setSSLParameters(parameters);
        try {
            tls.startHandshake();
        } catch (SSLException _) {
            throw Unfetchable.notFetched("TLS with " + host + " failed: no certificate for that name that is trusted");
        }
        return tls;
    }

    private byte[] request(WebAddress address) {
        String port = door.port() == 443 ? "" : ":" + door.port();
        return ("GET " + address.target() + " HTTP/1.1\r\nhost: " + address.host() + port
                        + "\r\nuser-agent: sluice\r\naccept: */*\r\naccept-encoding: identity\r\nconnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
