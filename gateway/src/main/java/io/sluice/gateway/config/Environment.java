package io.sluice.gateway.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment variables a configuration may read; passed in, so that a test has its own. */
@FunctionalInterface
public interface Environment {
    /** The variable's value, null when it is not set. */
    @Nullable
    String get(String name);

    /** That of a map, such as {@code System.getenv()}. */
    static Environment of(Map<String, String> variables) {
        return variables::get;
    }
}
