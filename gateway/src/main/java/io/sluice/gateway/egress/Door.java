package io.sluice.gateway.egress;

import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Through which connections leave.
 *
 * @param reachable which addresses may be connected to
 * @param port the only port
 * @param tls whose certificates are trusted; asked when something is fetched for the first time
 */
public record Door(Predicate<InetAddress> reachable, int port, Supplier<SSLSocketFactory> tls) {
    /** To the public Internet, port 443, with the certificates the JDK trusts. */
    public static final Door PUBLIC = new Door(new PublicAddresses(), 443, Door::trustedByTheJdk);

    private static SSLSocketFactory trustedByTheJdk() {
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this JDK has no TLS", impossible);
        }
    }
}
