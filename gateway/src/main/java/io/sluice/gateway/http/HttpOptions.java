package io.sluice.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * What a listener is set to.
 *
 * @param limits how much a caller may send
 * @param timeouts how long he may take
 * @param http2 whether HTTP/2 is spoken, by prior knowledge on clear text and by ALPN on TLS
 * @param tls where the certificate lies, or null for clear text
 */
public record HttpOptions(
        HttpLimits limits,
        HttpTimeouts timeouts,
        boolean http2,
        @Nullable TlsFiles tls) {

    /** Clear text, HTTP/1.1 and HTTP/2, the default limits. */
    public static final HttpOptions DEFAULT = new HttpOptions(HttpLimits.DEFAULT, HttpTimeouts.DEFAULT, true, null);

    /** The same with other limits. */
    public HttpOptions limits(HttpLimits other) {
        return new HttpOptions(other, timeouts, http2, tls);
    }

    /** The same with other clocks. */
    public HttpOptions timeouts(HttpTimeouts other) {
        return new HttpOptions(limits, other, http2, tls);
    }

    /** The same over TLS. */
    public HttpOptions tls(@Nullable TlsFiles files) {
        return new HttpOptions(limits, timeouts, http2, files);
    }

    /** The same with HTTP/2 on or off. */
    public HttpOptions http2(boolean on) {
        return new HttpOptions(limits, timeouts, on, tls);
    }
}
