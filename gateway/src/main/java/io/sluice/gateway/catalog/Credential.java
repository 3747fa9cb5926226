package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Secret;
import java.util.Optional;

/**
 * A credential that leaves only towards the provider it was configured for.
 *
 * <p>It is bound to that provider's {@link Origin} and shows itself for no other, so that neither a wrong route nor a
 * redirect can carry it elsewhere. It prints as its provider's name.
 */
public final class Credential {
    private final String provider;
    private final Origin origin;
    private final AuthScheme scheme;
    private final Secret secret;

    /** Binds a secret to a provider's origin; {@link IllegalArgumentException} when no header can hold it. */
    public Credential(String provider, Origin origin, AuthScheme scheme, Secret secret) {
        if (!secret.sendable()) {
            throw new IllegalArgumentException("the credential of " + provider + " fits into no header");
        }
        this.provider = provider;
        this.origin = origin;
        this.scheme = scheme;
        this.secret = secret;
    }

    /**
     * The header to send to {@code destination}, empty for a provider that wants none; throws {@link
     * IllegalStateException} when the destination is not this credential's own.
     */
    public Optional<AuthHeader> header(Origin destination) {
        if (!destination.equals(origin)) {
            throw new IllegalStateException(
                    "the credential of " + provider + " is for " + origin + " and does not go to " + destination);
        }
        return switch (scheme) {
            case AuthScheme.Bearer() -> Optional.of(new AuthHeader("authorization", "Bearer " + secret.reveal()));
            case AuthScheme.Header(String name) -> Optional.of(new AuthHeader(name, secret.reveal()));
            case AuthScheme.None() -> Optional.empty();
        };
    }

    /** Whether it is the same secret for the same provider, so that a reload can keep what it knows of it. */
    public boolean sameAs(Credential other) {
        return provider.equals(other.provider) && origin.equals(other.origin) && secret.sameAs(other.secret);
    }

    @Override
    public String toString() {
        return "credential of " + provider;
    }
}
