package io.sluice.gateway.auth;

import io.sluice.gateway.call.wire.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a caller may have put its key: every SDK sends it under a header name of its own.
 *
 * <p>Headers are looked at in a fixed order; of several keys the first that is asked for and known counts. A caller
 * that passes a provider's credential through sends it as its SDK does and the virtual key in {@code x-sluice-key}. An
 * AWS SDK signs: its access-key id is the virtual key, and the signature, made with whatever secret, is not looked at.
 */
public final class PresentedKey {
    /** In the order they are tried; the usual one first, so that most calls look at one header. */
    public static final List<String> HEADERS =
            List.of("authorization", "x-api-key", "api-key", "x-goog-api-key", "x-sluice-key", "x-litellm-api-key");

    private static final String BEARER = "bearer ";
    private static final String SIGNED = "AWS4-HMAC-SHA256 ";
    private static final String CREDENTIAL = "Credential=";

    /** The slashes of {@code /date/region/service/aws4_request}, which stands behind the access-key id. */
    private static final int SCOPE = 4;

    private PresentedKey() {}

    /** The keys under one of {@link #HEADERS}, as sent; empty where there is none. */
    static List<String> under(String name, Headers headers) {
        String first = headers.first(name);
        if (first == null) {
            return List.of();
        }
        List<String> values = headers.all(name);
        return values.size() == 1 ? just(name, first) : several(name, values);
    }

    private static List<String> several(String name, List<String> values) {
        return values.stream().flatMap(value -> just(name, value).stream()).toList();
    }

    private static List<String> just(String name, String value) {
        String key = key(name, value);
        return key == null ? List.of() : List.of(key);
    }

    /** {@code Authorization} has a scheme, Bearer or AWS's; the others may have Bearer too, as LiteLLM's clients do. */
    private static @Nullable String key(String name, String value) {
        if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return blankToNull(value.substring(BEARER.length()).strip());
        }
        return name.equals("authorization") ? signer(value) : blankToNull(value.strip());
    }

    /** The access-key id of a signature, null where it is none. The id may hold slashes, its scope has no others. */
    private static @Nullable String signer(String value) {
        int start = value.indexOf(CREDENTIAL);
        if (!value.startsWith(SIGNED) || start < 0) {
            return null;
        }
        start += CREDENTIAL.length();
        int comma = value.indexOf(',', start);
        int end = comma < 0 ? value.length() : comma;
        for (int slash = 0; slash < SCOPE; slash++) {
            end = value.lastIndexOf('/', end - 1);
            if (end <= start) {
                return null;
            }
        }
        return value.substring(start, end);
    }

    private static @Nullable String blankToNull(String key) {
        return key.isEmpty() ? null : key;
    }
}
