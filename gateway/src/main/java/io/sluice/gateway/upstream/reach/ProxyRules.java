package io.sluice.gateway.upstream.reach;

import io.netty.util.NetUtil;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.config.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy leads to an origin, as the environment says: {@code https_proxy} for TLS, {@code http_proxy} for clear text,
 * {@code no_proxy} for exceptions, each in lower or upper case, lower first. Loopback is never proxied.
 *
 * <p>Clear-text origins are tunnelled (CONNECT) like the others: asked in absolute form a proxy answers in the provider's
 * place, and its errors could not be told from the provider's.
 */
public final class ProxyRules {
    /** No proxy at all. */
    public static final ProxyRules NONE = new ProxyRules(null, null, DirectHosts.parse(""));

    private final @Nullable HttpProxy secure;
    private final @Nullable HttpProxy clear;
    private final DirectHosts direct;

    private ProxyRules(@Nullable HttpProxy secure, @Nullable HttpProxy clear, DirectHosts direct) {
        this.secure = secure;
        this.clear = clear;
        this.direct = direct;
    }

    /** Reads the environment given; throws {@link IllegalArgumentException} naming the variable that is no proxy URL. */
    public static ProxyRules of(Map<String, String> environment) {
        return new ProxyRules(
                proxy("https_proxy", environment),
                proxy("http_proxy", environment),
                DirectHosts.parse(value("no_proxy", environment)));
    }

    /** The proxy to ask for a tunnel to this origin, or null to connect to it directly. */
    public @Nullable HttpProxy proxyFor(Origin origin) {
        HttpProxy proxy = origin.secure() ? secure : clear;
        if (proxy == null) {
            return null;
        }
        return isLoopback(origin.host()) || direct.contains(origin.host(), origin.port()) ? null : proxy;
    }

    private static boolean isLoopback(String host) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
        return address == null ? host.equals("localhost") || host.endsWith(".localhost") : address.isLoopbackAddress();
    }

    private static String value(String name, Map<String, String> environment) {
        String lower = environment.getOrDefault(name, "");
        String text = lower.isBlank() ? environment.getOrDefault(name.toUpperCase(java.util.Locale.ROOT), "") : lower;
        return text.strip();
    }

    private static @Nullable HttpProxy proxy(String name, Map<String, String> environment) {
        String text = value(name, environment);
        if (text.isEmpty()) {
            return null;
        }
        try {
            URI url = new URI(text.contains("://") ? text : "http://" + text);
            String host = url.getHost();
            if (host == null || !"http".equalsIgnoreCase(url.getScheme())) {
                throw unusable(name);
            }
            int port = url.getPort() < 0 ? 80 : url.getPort();
            String[] login = (url.getRawUserInfo() == null ? "" : url.getRawUserInfo()).split(":", 2);
            String user = decoded(login[0]);
            Secret password = login.length < 2 || login[1].isEmpty() ? null : new Secret(decoded(login[1]));
            return new HttpProxy(host, port, user.isEmpty() ? null : user, password);
        } catch (URISyntaxException broken) {
            throw unusable(name);
        }
    }

    private static String decoded(String part) {
        // A plus is a plus in the authority of a URL.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The text itself is not told: it may hold a password. */
    private static IllegalArgumentException unusable(String name) {
        return new IllegalArgumentException(
                "the environment variable " + name
                        + " (or its upper-case twin) is no proxy URL of the form http://[user:password@]host:port; mend or unset it");
    }
}
