package io.sluice.gateway.health;

import io.sluice.gateway.call.Target;
import org.jspecify.annotations.Nullable;

/**
 * What a lane is the lane of: a model as called with a credential, or a credential with all its models.
 *
 * @param lane of the credential, as {@link io.sluice.gateway.call.ProviderAccess#lane}
 * @param credential by what it is known again; empty where there is none
 * @param model null for the credential's own lane
 */
public record LaneName(
        String lane,
        String provider,
        String credential,
        @Nullable String model) {

    static LaneName ofModel(Target target) {
        return new LaneName(
                target.provider().lane(),
                target.provider().id(),
                target.provider().credential(),
                target.model());
    }

    static LaneName ofCredential(Target target) {
        return new LaneName(
                target.provider().lane(),
                target.provider().id(),
                target.provider().credential(),
                null);
    }

    /** For people: {@code openai/gpt-5 with credential 1a2b}. */
    @Override
    public String toString() {
        return provider
                + (model == null ? "" : "/" + model)
                + (credential.isEmpty() ? "" : " with credential " + credential);
    }
}
