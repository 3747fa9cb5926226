package io.sluice.dialects.anthropic;

import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Turn;
import org.jspecify.annotations.Nullable;

/**
 * Lets at most four cache marks through: those of tools and of the rules first, then the last ones of the turns, as the
 * longest beginning is worth most.
 */
final class CacheMarks {
    private static final int MOST = 4;

    private final Losses losses;
    private int skipAhead;
    private int skipInTurns;

    CacheMarks(Conversation conversation, Losses losses) {
        this.losses = losses;
        boolean automatic = conversation.extras().field(AnthropicMessages.ID, "cache_control") != null;
        int ahead = automatic ? 1 : 0;
        for (var tool : conversation.tools().list()) {
            ahead += count(tool.notes());
        }
        int inTurns = 0;
        for (Turn turn : conversation.turns()) {
            if (isRules(turn)) {
                ahead += count(turn);
            } else {
                inTurns += count(turn);
            }
        }
        skipAhead = Math.max(0, ahead - MOST);
        skipInTurns = Math.max(0, inTurns - (MOST - Math.min(MOST, ahead)));
    }

    static boolean isRules(Turn turn) {
        return turn.role() == Role.SYSTEM || turn.role() == Role.DEVELOPER;
    }

    /** The mark, where it is among those that may stand; asked once for each, in order. */
    @Nullable
    CacheMark ahead(@Nullable CacheMark mark, String path) {
        return mark != null && skipAhead-- > 0 ? tooMany(path) : mark;
    }

    /** The same in the turns of user and model. */
    @Nullable
    CacheMark inTurns(@Nullable CacheMark mark, String path) {
        return mark != null && skipInTurns-- > 0 ? tooMany(path) : mark;
    }

    private @Nullable CacheMark tooMany(String path) {
        losses.add(path + ".cache", "anthropic takes at most four cache marks");
        return null;
    }

    private static int count(Turn turn) {
        int count = count(turn.notes());
        for (Block block : turn.blocks()) {
            count += count(block.notes());
            if (block instanceof Block.ToolResult result) {
                for (Block inner : result.content()) {
                    count += count(inner.notes());
                }
            }
        }
        return count;
    }

    private static int count(Notes notes) {
        return notes.cache() == null ? 0 : 1;
    }
}
