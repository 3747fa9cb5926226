package io.sluice.dialects.json;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Names somebody wants to know of, whatever depth they stand at: whether any was seen, not where. */
final class Sought {
    private final byte[][] names;
    private boolean seen;

    Sought(Set<String> names) {
        this.names = names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** Whether another name could change the answer. */
    boolean wants() {
        return !seen && names.length > 0;
    }

    /** Takes a name that is complete. */
    void look(KeyBuffer name) {
        for (byte[] wanted : names) {
            seen |= name.is(wanted);
        }
        seen |= name.escaped();
    }

    boolean seen() {
        return seen;
    }
}
