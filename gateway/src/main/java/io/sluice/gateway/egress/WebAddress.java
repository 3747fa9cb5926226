package io.sluice.gateway.egress;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An address that may be fetched from, as far as its text says. Read strictly, by one reader: what two readers of URLs
 * could understand differently is refused, and what was read here is what is connected to.
 *
 * @param host a name in lower case, never an address
 * @param target path and query as they go on the wire
 */
record WebAddress(String host, String target) {
    private static final String SCHEME = "https://";
    private static final int LONGEST = 8192;
    private static final String ADVICE = "; send the content in the request itself";

    /** Reads {@code https://host[:port]/...}, the port being that one; throws where it is anything else. */
    static WebAddress of(String url, int port) throws Unfetchable {
        if (!url.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw Unfetchable.notAllowed("Only https addresses are fetched" + ADVICE);
        }
        if (url.length() > LONGEST) {
            throw Unfetchable.notAllowed("An address of more than " + LONGEST + " characters is not fetched" + ADVICE);
        }
        if (url.chars().anyMatch(c -> c <= ' ' || c == '\\' || c == 0x7F)) {
            throw Unfetchable.notAllowed("An address with blanks, control characters or backslashes is not fetched; "
                    + "write them as %20 and the like");
        }
        int from = SCHEME.length();
        int to = end(url, from, "/?#");
        String authority = url.substring(from, to);
        if (authority.indexOf('@') >= 0) {
            throw Unfetchable.notAllowed("An address with a user or password in it is not fetched" + ADVICE);
        }
        int end = end(url, to, "#");
        String path = url.substring(to, end);
        return new WebAddress(host(authority, port), ascii(path.startsWith("/") ? path : "/" + path));
    }

    private static int end(String url, int from, String marks) {
        int at = from;
        while (at < url.length() && marks.indexOf(url.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static String host(String authority, int port) throws Unfetchable {
        String name = authority;
        int colon = authority.lastIndexOf(':');
        if (colon >= 0 && authority.indexOf('[') < 0) {
            if (!authority.substring(colon + 1).equals(Integer.toString(port))) {
                throw Unfetchable.notAllowed("Only port " + port + " is fetched from" + ADVICE);
            }
            name = authority.substring(0, colon);
        }
        String host = HostName.of(name);
        if (host == null) {
            throw Unfetchable.notAllowed("An address is fetched only where its host is a name in plain ASCII (other"
                    + " scripts as `xn--`), not a number, not an IP address and without a dot at its end");
        }
        return host;
    }

    /** What is beyond ASCII goes as the percent-encoded bytes of UTF-8, as browsers send it. */
    private static String ascii(String path) {
        if (path.chars().allMatch(c -> c < 0x7F)) {
            return path;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0) {
                out.write(b);
            } else {
                out.writeBytes(String.format(Locale.ROOT, "%%%02X", b).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return out.toString(StandardCharsets.US_ASCII);
    }
}
