package io.sluice.dialects.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a conversation.
 *
 * @param choice null where the caller did not say
 * @param parallel whether several calls may come in one answer; null where the caller did not say
 */
public record Tools(
        List<Tool> list,
        @Nullable ToolChoice choice,
        @Nullable Boolean parallel) {
    /** No tools. */
    public static final Tools NONE = new Tools(List.of(), null, null);

    public Tools {
        list = List.copyOf(list);
    }
}
