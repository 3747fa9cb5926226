package io.sluice.gateway.litellm;

import io.sluice.gateway.config.Doc;
import io.sluice.gateway.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * That the gateway stands where a LiteLLM proxy stood: callers find everything where they are used to.
 *
 * @param masterKey opens the admin calls and the models; null where the file names none
 */
public record Compatible(
        @Doc("The key that opens the admin calls and all models, as LiteLLM's `master_key`; without it"
                + " `LITELLM_MASTER_KEY`, else the admin key.")
        @Nullable
        Secret masterKey) {

    /** With that key where the file names none. */
    public Compatible orKey(@Nullable Secret other) {
        return masterKey == null ? new Compatible(other) : this;
    }
}
