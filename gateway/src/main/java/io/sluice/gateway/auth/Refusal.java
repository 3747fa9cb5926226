package io.sluice.gateway.auth;

import io.sluice.gateway.call.Failure;
import java.util.Locale;

/** Why a key does not let a call pass: what is counted, and what the caller is told. */
public enum Refusal {
    MISSING(
            "missing_api_key",
            "No API key was sent. Send a virtual key as \"Authorization: Bearer sk-sl-...\", as your SDK does with its"
                    + " api_key setting; whoever runs this gateway makes one with: sluice key create --name NAME"),
    UNKNOWN(
            "invalid_api_key",
            "The API key sent is not a key of this gateway. It wants a virtual key (sk-sl-...), not a provider's own"
                    + " key; whoever runs this gateway makes one with: sluice key create --name NAME"),
    REVOKED("api_key_revoked", "The API key sent was revoked. Ask whoever runs this gateway for a new one."),
    EXPIRED("api_key_expired", "The API key sent has expired. Ask whoever runs this gateway for a new one.");

    private static final int UNAUTHORIZED = 401;

    private final String code;
    private final String message;

    Refusal(String code, String message) {
        this.code = code;
        this.message = message;
    }

    /** What the caller is told: always 401, and nothing of what was sent. */
    public Failure failure() {
        return Failure.of(UNAUTHORIZED, code, message);
    }

    /** As a label: {@code missing}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
