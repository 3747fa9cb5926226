package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Secret;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which of a provider's ways to send a credential a given one is made for, by its form. */
final class KeyForms {
    private static final Pattern AWS = Pattern.compile("[A-Z0-9]{16,128}:[^:]+(:.+)?");
    private static final Pattern AZURE = Pattern.compile("[0-9A-Za-z.-]+:[0-9a-fA-F-]{36}:.+");

    private KeyForms() {}

    /** The first scheme whose own form it has, else the first that takes any; empty where none does. */
    static Optional<AuthScheme> fitting(List<AuthScheme> schemes, Secret secret) {
        String text = secret.reveal();
        for (AuthScheme scheme : schemes) {
            boolean own = switch (scheme) {
                case AuthScheme.Aws _ -> AWS.matcher(text).matches();
                case AuthScheme.Google _ -> text.startsWith("{") || text.endsWith(".json");
                case AuthScheme.Azure _ -> AZURE.matcher(text).matches();
                case AuthScheme.Bearer _, AuthScheme.Header _, AuthScheme.Query _, AuthScheme.None _ -> false;
            };
            if (own) {
                return Optional.of(scheme);
            }
        }
        return schemes.stream()
                .filter(scheme -> !scheme.ambient() && secret.sendable())
                .findFirst();
    }

    /** What such a credential looks like, for a message. */
    static String wanted(List<AuthScheme> schemes) {
        return switch (schemes.getFirst()) {
            case AuthScheme.Aws _ -> "write `ID:SECRET` or `ID:SECRET:SESSION`";
            case AuthScheme.Google _ -> "write the path of a service account's .json file, or `${file:...}` of it";
            case AuthScheme.Azure _ -> "write `TENANT:CLIENT:SECRET`";
            case AuthScheme.Bearer _, AuthScheme.Header _, AuthScheme.Query _, AuthScheme.None _ -> "copy it anew";
        };
    }
}
