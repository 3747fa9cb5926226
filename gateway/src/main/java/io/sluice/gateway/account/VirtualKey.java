package io.sluice.gateway.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key handed out by this gateway, as everyone but its holder may know it: the secret is not in here.
 *
 * @param id public and stable, {@code key_} and 12 letters or digits; it is in the record of every call
 * @param name chosen by whoever made the key, unique among live keys
 * @param models the names it may ask for, each exact or a prefix ending in {@code *}; null allows every model
 * @param created when it was made
 * @param expires the first instant at which it no longer works, or null
 */
public record VirtualKey(
        String id,
        String name,
        @Nullable List<String> models,
        Instant created,
        @Nullable Instant expires) {

    private static final int MASK_HEAD = 7;
    private static final int MASK_TAIL = 4;

    /** Copies the list of models, so that a key never changes. */
    public VirtualKey {
        models = models == null ? null : List.copyOf(models);
    }

    /** The id shortened for labels and logs: its first seven and last four characters, and nothing of the secret. */
    public String masked() {
        if (id.length() <= MASK_HEAD + MASK_TAIL) {
            return id;
        }
        return id.substring(0, MASK_HEAD) + "..." + id.substring(id.length() - MASK_TAIL);
    }

    /** Whether the key's list has the name as the caller asked for it, not the target a route chooses for it. */
    public boolean allows(String model) {
        if (models == null) {
            return true;
        }
        for (String allowed : models) {
            if (matches(allowed, model)) {
                return true;
            }
        }
        return false;
    }

    /** Whether its time is over at {@code now}. */
    public boolean expired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    private static boolean matches(String allowed, String model) {
        int end = allowed.length() - 1;
        return allowed.endsWith("*") ? model.regionMatches(0, allowed, 0, end) : allowed.equals(model);
    }
}
