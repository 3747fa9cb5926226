package io.sluice.gateway.upstream;

import io.netty.channel.ConnectTimeoutException;
import io.sluice.gateway.catalog.Origin;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.security.cert.CertificateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why no connection was made, in words that help and name no address of ours. */
final class ConnectFaults {
    private static final Pattern PROXY_STATUS = Pattern.compile("status: (\\d{3})");
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final int LONGEST = 300;

    private ConnectFaults() {}

    static String connect(Origin origin, boolean proxied, Throwable cause) {
        String what = (proxied ? "the proxy on the way to " : "") + origin.authority();
        return switch (cause) {
            case ConnectTimeoutException _ -> what + " did not accept a connection in time";
            case NoRouteToHostException _ -> what + " cannot be reached from here";
            case ConnectException _ -> what + " refused the connection";
            default -> what + " could not be connected to (" + cause.getClass().getSimpleName() + ")";
        };
    }

    static String proxy(Origin origin, Throwable cause) {
        Matcher status = PROXY_STATUS.matcher(String.valueOf(cause.getMessage()));
        String answer = status.find() ? " with status " + status.group(1) : "";
        return "the proxy refused a tunnel to " + origin.host() + ":" + origin.port() + answer;
    }

    static String trust(Origin origin) {
        return origin.ca() == null
                ? "the trusted certificates of this machine cannot be read"
                : "the ca file of " + origin.authority() + " cannot be read as PEM certificates: " + origin.ca();
    }

    static String tls(Origin origin, Throwable cause) {
        String why = reason(cause);
        return "no TLS session with " + origin.authority() + (why == null ? "" : ": " + why);
    }

    /** The deepest word on the certificate, else the last one of the TLS engine. */
    private static @Nullable String reason(Throwable cause) {
        String why = null;
        int depth = 0;
        for (Throwable at = cause; at != null && depth < 10; at = at.getCause(), depth++) {
            boolean tells = at instanceof CertificateException
                    || at instanceof SSLException
                    || at instanceof java.security.GeneralSecurityException;
            why = tells && at.getMessage() != null ? at.getMessage() : why;
        }
        if (why == null) {
            return null;
        }
        String line = CONTROLS.matcher(why).replaceAll(" ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
