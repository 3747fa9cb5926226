package io.sluice.gateway.app;

import io.sluice.gateway.config.LimitSettings;
import io.sluice.gateway.http.HttpLimits;
import io.sluice.gateway.http.HttpOptions;
import io.sluice.gateway.http.HttpTimeouts;
import io.sluice.gateway.http.TlsFiles;
import org.jspecify.annotations.Nullable;

/** What the two listeners are set to, from the settings. */
final class HttpSettings {
    private HttpSettings() {}

    static HttpOptions data(Settings settings) {
        return new HttpOptions(limits(settings.limits()), timeouts(settings.limits()), settings.http2(), tls(settings));
    }

    /** Clear text: the admin listener is for loopback, or for a proxy that brings the TLS. */
    static HttpOptions admin(Settings settings) {
        return new HttpOptions(limits(settings.limits()), timeouts(settings.limits()), false, null);
    }

    private static @Nullable TlsFiles tls(Settings settings) {
        return settings.tls() == null
                ? null
                : new TlsFiles(settings.tls().cert(), settings.tls().key());
    }

    private static HttpLimits limits(LimitSettings limits) {
        HttpLimits usual = HttpLimits.DEFAULT;
        return new HttpLimits(
                usual.requestLine(),
                Math.toIntExact(limits.headers().bytes()),
                usual.headers(),
                limits.body().bytes(),
                limits.connections(),
                limits.connectionsPerAddress());
    }

    private static HttpTimeouts timeouts(LimitSettings limits) {
        HttpTimeouts usual = HttpTimeouts.DEFAULT;
        return new HttpTimeouts(
                limits.headTimeout(),
                limits.idleTimeout(),
                limits.bodyTimeout(),
                usual.bodyRate(),
                limits.writeTimeout(),
                usual.linger(),
                usual.sweep());
    }
}
