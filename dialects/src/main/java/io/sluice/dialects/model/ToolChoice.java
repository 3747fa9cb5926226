package io.sluice.dialects.model;

import java.util.List;

/** Whether and which tools the model is to call. */
public sealed interface ToolChoice {
    /** As it likes. */
    record Auto() implements ToolChoice {}

    /** None. */
    record None() implements ToolChoice {}

    /** At least one. */
    record Required() implements ToolChoice {}

    /** That one. */
    record Named(String name) implements ToolChoice {}

    /** Only of these; {@code required} whether at least one. */
    record Allowed(List<String> names, boolean required) implements ToolChoice {
        public Allowed {
            names = List.copyOf(names);
        }
    }

    /** One that only its dialect understands. */
    record Opaque(String dialect, String json) implements ToolChoice {}
}
