package io.sluice.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Base URLs as they stand in the file. */
final class Urls {
    private Urls() {}

    /** An absolute http or https URL of host, port and path, without a slash at its end. */
    static URI parse(String text) {
        String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        URI url;
        try {
            url = new URI(bare);
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException(
                    "is no URL (" + wrong.getReason() + "); write it like https://llm.example/v1");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("is no http or https URL; write it like https://llm.example/v1");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("holds a user name; the credential belongs under `key`");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("holds a query or a fragment; end it at the path");
        }
        if (url.getPort() > 65_535 || url.getPort() == 0) {
            throw new IllegalArgumentException("has no usable port; a port is a number from 1 to 65535");
        }
        return url;
    }
}
