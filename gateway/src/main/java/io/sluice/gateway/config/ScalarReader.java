package io.sluice.gateway.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A reader of scalars made of a function. */
record ScalarReader<T>(String form, Function<String, T> parse) implements Reader<T> {
    @Override
    public @Nullable T read(Value value) {
        String text = value.text();
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException wrong) {
            value.problem(value.seen() + " " + wrong.getMessage());
            return null;
        }
    }
}
