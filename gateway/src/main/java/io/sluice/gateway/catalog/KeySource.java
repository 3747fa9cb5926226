package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Secret;
import java.util.List;

/** Where the credential of a provider comes from. */
public sealed interface KeySource {

    /** The configuration names none: the catalog's environment variables are asked. */
    record Unset() implements KeySource {}

    /** One or more credentials of the configuration, in its order. */
    record Own(List<Secret> keys) implements KeySource {
        /** Keeps a copy. */
        public Own {
            keys = List.copyOf(keys);
        }
    }

    /** {@code key: caller}: whatever the caller sent beside its virtual key is passed on, to this provider alone. */
    record Caller() implements KeySource {}
}
