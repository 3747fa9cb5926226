package io.sluice.gateway.auth;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new key should be.
 *
 * @param name unique among live keys
 * @param models the names it may ask for, or null for every model
 * @param lifetime how long it works, or null for ever
 */
public record KeyWish(
        String name,
        @Nullable List<String> models,
        @Nullable Duration lifetime) {

    /** The longest name. */
    public static final int LONGEST_NAME = 64;

    /** Copies the list; a name that is empty, too long, or could not be shown as it is, throws. */
    public KeyWish {
        models = models == null ? null : List.copyOf(models);
        if (!isName(name)) {
            throw new IllegalArgumentException("not a name for a key: " + name);
        }
    }

    /**
     * Whether a text may name a key: 1 to {@value #LONGEST_NAME} visible characters or inner spaces, not beginning like
     * an id, so that a name is never taken for one.
     */
    public static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && name.equals(name.strip())
                && !name.startsWith(KeyRegister.ID_PREFIX)
                && name.codePoints().allMatch(KeyWish::visible);
    }

    private static boolean visible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
