package io.sluice.gateway.state;

import io.sluice.gateway.account.Owner;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether answers are kept, by one configuration.
 *
 * @param answers those that are
 * @param last for how long; null where none are kept
 */
public record Keeping(KeptAnswers answers, @Nullable Duration last) {

    /** Whether any are kept. */
    boolean on() {
        return last != null;
    }

    /** As {@link KeptAnswers#find}; null where none are kept. */
    @Nullable
    Kept find(String id, Owner owner) throws IOException, InterruptedException {
        return last == null ? null : answers.find(id, owner, last);
    }
}
