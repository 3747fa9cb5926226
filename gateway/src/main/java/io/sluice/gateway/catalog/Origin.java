package io.sluice.gateway.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is made to and what a credential is bound to; connections are shared by all that is equal in it.
 *
 * @param secure whether TLS is spoken (always verified)
 * @param host name or address, in lower case; an IPv6 address without brackets
 * @param port always filled in: 443 or 80 where the URL names none
 * @param ca a PEM file of certificates trusted instead of the machine's own, or null
 */
public record Origin(
        boolean secure, String host, int port, @Nullable Path ca) {

    /** The origin of an absolute http(s) URL; anything else throws {@link IllegalArgumentException}. */
    public static Origin of(URI url) {
        return of(url, null);
    }

    /** The same, trusting the certificates of a file. */
    public static Origin of(URI url, @Nullable Path ca) {
        String scheme = url.getScheme();
        String host = url.getHost();
        if (scheme == null || host == null) {
            throw new IllegalArgumentException("no absolute http or https URL: " + url);
        }
        boolean secure = scheme.equalsIgnoreCase("https");
        if (!secure && !scheme.equalsIgnoreCase("http")) {
            throw new IllegalArgumentException("neither http nor https: " + url);
        }
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        return new Origin(secure, name.toLowerCase(Locale.ROOT), port, ca);
    }

    /** What goes into the Host header. */
    public String authority() {
        return port == (secure ? 443 : 80) ? bracketed() : bracketed() + ":" + port;
    }

    private String bracketed() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    @Override
    public String toString() {
        return (secure ? "https" : "http") + "://" + bracketed() + ":" + port;
    }
}
