package io.sluice.gateway.catalog;

import java.util.Locale;
import java.util.Optional;

/** What a provider is asked for by one request; each has a path of its own. */
public enum Action {
    /** An answer in a conversation. */
    CHAT,
    /** The same, streamed; only where that is another path. */
    STREAM,
    /** A text continued (legacy completions). */
    COMPLETE,
    /** Vectors for one or more texts. */
    EMBED,
    /** How many tokens a request has. */
    COUNT,
    /** The provider's own list of models. */
    MODELS;

    /** The word in the catalog's lines. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The action of that word, if it is one. */
    static Optional<Action> named(String word) {
        for (Action action : values()) {
            if (action.word().equals(word)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
