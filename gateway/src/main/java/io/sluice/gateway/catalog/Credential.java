package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Secret;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A credential that leaves only towards the provider it was configured for.
 *
 * <p>It is bound to the {@link Origin}s of that provider and shows itself for no other, so that neither a wrong route nor
 * a redirect can carry it elsewhere. It prints as its provider's name.
 */
public final class Credential {
    private final String provider;
    private final Set<Origin> origins;
    private final AuthScheme scheme;
    private final @Nullable Secret secret;

    /** Binds a secret to a provider's origin; {@link IllegalArgumentException} when no header can hold it. */
    public Credential(String provider, Origin origin, AuthScheme scheme, Secret secret) {
        this(provider, Set.of(origin), scheme, secret);
    }

    /**
     * Binds a secret to all origins of a provider.
     *
     * @param secret null where the machine itself has it, which only some schemes can use ({@link AuthScheme#ambient})
     */
    public Credential(String provider, Set<Origin> origins, AuthScheme scheme, @Nullable Secret secret) {
        if (secret == null ? !scheme.ambient() : scheme.plain() && !secret.sendable()) {
            throw new IllegalArgumentException("the credential of " + provider + " fits into no header");
        }
        this.provider = provider;
        this.origins = Set.copyOf(origins);
        this.scheme = scheme;
        this.secret = secret;
    }

    /** How it is sent. */
    public AuthScheme scheme() {
        return scheme;
    }

    /**
     * The header to send to {@code destination}, empty for a provider that wants none and for a scheme that is not {@link
     * AuthScheme#plain}; throws {@link IllegalStateException} when the destination is not this credential's own.
     */
    public Optional<AuthHeader> header(Origin destination) {
        Secret key = secret(destination).orElse(null);
        if (key == null) {
            return Optional.empty();
        }
        return switch (scheme) {
            case AuthScheme.Bearer() -> Optional.of(new AuthHeader("authorization", "Bearer " + key.reveal()));
            case AuthScheme.Header(String name, String prefix) ->
                Optional.of(new AuthHeader(name, prefix.isEmpty() ? key.reveal() : prefix + " " + key.reveal()));
            case AuthScheme.None _, AuthScheme.Query _, AuthScheme.Aws _, AuthScheme.Google _, AuthScheme.Azure _ ->
                Optional.empty();
        };
    }

    /**
     * The secret itself, for what signs requests to {@code destination}; empty where the machine has it. Throws {@link
     * IllegalStateException} when the destination is not this credential's own.
     */
    public Optional<Secret> secret(Origin destination) {
        if (!origins.contains(destination)) {
            throw new IllegalStateException(
                    "the credential of " + provider + " is for " + origins + " and does not go to " + destination);
        }
        return Optional.ofNullable(secret);
    }

    /** Whether it is the same secret for the same provider, so that a reload can keep what it knows of it. */
    public boolean sameAs(Credential other) {
        boolean same = secret == null || other.secret == null ? secret == other.secret : secret.sameAs(other.secret);
        return same && provider.equals(other.provider) && origins.equals(other.origins) && scheme.equals(other.scheme);
    }

    @Override
    public String toString() {
        return "credential of " + provider;
    }
}
