package io.sluice.gateway.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one type of value whose form in the file is its own: a scalar with a syntax, or a shape no record has. */
public interface Reader<T> {

    /** The value, or null after {@link Value#problem} was told why there is none. Never throws for a bad file. */
    @Nullable
    T read(Value value);

    /** How it is written, in a few words, for the reference page. */
    String form();

    /** What stands for it where the file has nothing; empty when the key must then have a default or be nullable. */
    default Optional<T> absent() {
        return Optional.empty();
    }

    /** Records that may stand in its place, to be described on the reference page. */
    default List<Class<? extends Record>> records() {
        return List.of();
    }

    /** A scalar; {@code parse} throws {@link IllegalArgumentException} saying how it is written. */
    static <T> Reader<T> scalar(String form, Function<String, T> parse) {
        return new ScalarReader<>(form, parse);
    }
}
