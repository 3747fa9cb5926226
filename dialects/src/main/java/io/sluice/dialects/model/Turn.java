package io.sluice.dialects.model;

import java.util.List;

/**
 * One message of a conversation, as the caller wrote it: neighbours of one role are not merged here, the writers that
 * must merge them do.
 *
 * @param name of the speaker where the dialect has one, else empty
 */
public record Turn(Role role, List<Block> blocks, String name, Notes notes) {
    public Turn {
        blocks = List.copyOf(blocks);
    }

    /** A turn without a name or notes. */
    public static Turn of(Role role, Block... blocks) {
        return new Turn(role, List.of(blocks), "", Notes.NONE);
    }
}
