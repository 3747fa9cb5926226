package io.sluice.gateway.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A credential that cannot be printed by accident.
 *
 * <p>Not a record, not serializable, and equal only to itself: nothing that walks objects (a log line, a JSON writer, an
 * assertion message) can show it. {@link #reveal()} is the only way to its text, so every use can be found by name.
 */
public final class Secret {
    private final String text;

    /** Wraps a credential; an empty one is a mistake of the caller and throws {@link IllegalArgumentException}. */
    public Secret(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret cannot be empty");
        }
        this.text = text;
    }

    /** The credential itself; keep it no longer than it takes to send it. */
    public String reveal() {
        return text;
    }

    /** Whether both hold the same text, compared in constant time. */
    public boolean sameAs(Secret other) {
        return MessageDigest.isEqual(
                text.getBytes(StandardCharsets.UTF_8), other.text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it can be sent in a header: visible ASCII alone, so that it cannot end one header and begin another. */
    public boolean sendable() {
        return text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    @Override
    public String toString() {
        return "***";
    }
}
