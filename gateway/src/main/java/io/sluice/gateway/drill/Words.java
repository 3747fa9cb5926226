package io.sluice.gateway.drill;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A drill as somebody asks for it: on a command line, or in a request.
 *
 * @param value what was given under a name; null where nothing was
 * @param shown how whoever asks writes that name
 */
public record Words(Function<String, @Nullable String> value, UnaryOperator<String> shown) {

    @Nullable
    String of(String name) {
        String given = value.apply(name);
        return given == null || given.isBlank() ? null : given.strip();
    }

    String name(String name) {
        return shown.apply(name);
    }
}
