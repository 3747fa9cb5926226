package io.sluice.gateway.config;

import java.util.Locale;

/**
 * Where a listener binds: a host (name or literal address, IPv6 without brackets) and a port from 0 to 65535, 0 meaning
 * any free one.
 */
public record ListenAddress(String host, int port) {

    /** Reads {@code host:port} or {@code [v6]:port}; anything else throws {@link IllegalArgumentException} saying why. */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("is no listen address; write host:port, like 127.0.0.1:4000");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("is no listen address; an IPv6 one stands in brackets, like [::1]:4000");
        }
        if (host.isBlank() || host.indexOf('/') >= 0 || host.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("is no listen address; write host:port alone, like 127.0.0.1:4000");
        }
        return new ListenAddress(host, port(text.substring(colon + 1)));
    }

    /** Whether only this machine can reach it. A host name other than localhost counts as reachable by others. */
    public boolean loopback() {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("::1")
                || name.equals("0:0:0:0:0:0:0:1")
                || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static int port(String digits) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(digits) : -1;
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("has no port; a port is a number from 0 to 65535");
        }
        return port;
    }
}
