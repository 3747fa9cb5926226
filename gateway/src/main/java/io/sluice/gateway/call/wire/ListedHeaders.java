package io.sluice.gateway.call.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Headers in a list, looked through one by one: right for the few lines they are made of. */
record ListedHeaders(List<Header> lines) implements Headers {

    @Override
    public @Nullable String first(String name) {
        for (Header line : lines) {
            if (line.name().equalsIgnoreCase(name)) {
                return line.value();
            }
        }
        return null;
    }

    @Override
    public List<Header> startingWith(String prefix) {
        return lines.stream().filter(line -> line.name().startsWith(prefix)).toList();
    }

    // Asked of every answer: nothing is made where there is none.
    @Override
    public boolean anyStartingWith(String prefix) {
        for (Header line : lines) {
            if (line.name().startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }
}
