package io.sluice.gateway.route.written;

import java.util.List;

/** The parts of a {@code split}. */
public record SplitSettings(List<Part> parts) {
    /** Keeps a copy. */
    public SplitSettings {
        parts = List.copyOf(parts);
    }

    /**
     * A part.
     *
     * @param key where it stands below `split`, for messages: {@code .openai/gpt-5} or {@code [1]}
     */
    public record Part(String key, int weight, RouteSettings route) {}
}
