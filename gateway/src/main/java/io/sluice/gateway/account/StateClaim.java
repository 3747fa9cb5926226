package io.sluice.gateway.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an owner was given an id that names something a provider keeps.
 *
 * @param id as the provider wrote it
 * @param owner whose call was answered with it
 * @param provider who keeps it, by its name in the configuration; empty where the id was made here
 * @param credential by what the credential of that call is known again; never the secret
 * @param model the provider's name of the model that answered
 * @param asked the name the model was asked by, where answers carry that one; else null
 * @param made when the call came in
 */
public record StateClaim(
        String id,
        Owner owner,
        String provider,
        String credential,
        String model,
        @Nullable String asked,
        Instant made) {

    /** Whether no provider knows the id. */
    public boolean madeHere() {
        return provider.isEmpty();
    }
}
