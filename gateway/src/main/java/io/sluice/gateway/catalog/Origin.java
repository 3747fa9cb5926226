package io.sluice.gateway.catalog;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port: what a connection is made to and what a credential is bound to.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address without brackets
 * @param port always filled in: 443 or 80 where the URL names none
 */
public record Origin(String scheme, String host, int port) {

    /** The origin of an absolute http(s) URL; anything else throws {@link IllegalArgumentException}. */
    public static Origin of(URI url) {
        String scheme = url.getScheme();
        String host = url.getHost();
        if (scheme == null || host == null) {
            throw new IllegalArgumentException("no absolute http or https URL: " + url);
        }
        String lower = scheme.toLowerCase(Locale.ROOT);
        boolean secure = lower.equals("https");
        if (!secure && !lower.equals("http")) {
            throw new IllegalArgumentException("neither http nor https: " + url);
        }
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        return new Origin(lower, name.toLowerCase(Locale.ROOT), port);
    }

    /** Whether connections to it are TLS. */
    public boolean secure() {
        return scheme.equals("https");
    }

    @Override
    public String toString() {
        return scheme + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
