package io.sluice.gateway.call.wire;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where connections to an upstream lead; connections are shared by all that is equal in it.
 *
 * @param secure whether TLS is spoken (always verified)
 * @param host name or address, in lower case
 * @param port the TCP port
 * @param ca a PEM file of certificates trusted instead of the machine's own, or null
 */
public record Origin(
        boolean secure, String host, int port, @Nullable Path ca) {

    /** The origin of a URL with scheme http or https. */
    public static Origin of(URI url, @Nullable Path ca) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        return new Origin(secure, url.getHost().toLowerCase(java.util.Locale.ROOT), port, ca);
    }

    /** What goes into the Host header. */
    public String authority() {
        return port == (secure ? 443 : 80) ? host : host + ":" + port;
    }
}
