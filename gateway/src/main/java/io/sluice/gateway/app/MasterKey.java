package io.sluice.gateway.app;

import io.sluice.gateway.config.Secret;
import org.jspecify.annotations.Nullable;

/** How good the master key of a former LiteLLM proxy is: many are ones that anybody would try. */
final class MasterKey {
    /** The variable that has it where the configuration does not. */
    static final String VARIABLE = "LITELLM_MASTER_KEY";

    /** Shorter ones are weak; other than the admin key it was not made by us, and has its users. */
    static final int SHORTEST = 20;

    private MasterKey() {}

    /** What makes the master key guessable, in words; null where nothing does, or there is none. */
    static @Nullable String weakness(Settings settings) {
        Secret key = settings.masterKey();
        return key == null ? null : AdminKey.weakness(key.reveal(), SHORTEST);
    }
}
