package io.sluice.gateway.catalog;

import java.util.Locale;

/** How {@link AuthScheme} is written, in the catalog's lines and in the configuration. */
final class AuthText {
    /** The forms, for messages and for the reference page. */
    static final String FORM =
            "`bearer`, `none`, `header:NAME`, `header:NAME:PREFIX`, `query:NAME`, `aws:SERVICE`, `google` or `azure`";

    private static final String AZURE_SCOPE = "https://cognitiveservices.azure.com/.default";

    private AuthText() {}

    /** Reads one; {@link IllegalArgumentException} when it is none. */
    static AuthScheme parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        return switch (kind) {
            case "bearer" -> bare(rest, new AuthScheme.Bearer());
            case "none" -> bare(rest, new AuthScheme.None());
            case "google" -> bare(rest, new AuthScheme.Google());
            case "azure" -> new AuthScheme.Azure(rest.isEmpty() ? AZURE_SCOPE : rest);
            case "header" -> header(rest);
            case "query" -> new AuthScheme.Query(token(rest, "query:"));
            case "aws" -> new AuthScheme.Aws(token(rest, "aws:"));
            default -> throw unknown();
        };
    }

    private static AuthScheme bare(String rest, AuthScheme scheme) {
        if (!rest.isEmpty()) {
            throw unknown();
        }
        return scheme;
    }

    private static AuthScheme header(String rest) {
        int colon = rest.indexOf(':');
        String name = token(colon < 0 ? rest : rest.substring(0, colon), "header:");
        return new AuthScheme.Header(
                name.toLowerCase(Locale.ROOT), colon < 0 ? "" : token(rest.substring(colon + 1), "the header's name"));
    }

    private static String token(String name, String after) {
        if (name.isEmpty()
                || !name.chars().allMatch(c -> c < 127 && Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
            throw new IllegalArgumentException(
                    after.equals("header:")
                            ? "names no header; write letters, digits and - after header:"
                            : "has no name there; write letters, digits and - after " + after);
        }
        return name;
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException("is no way to send a key; write " + FORM.replace("`", ""));
    }
}
