package io.sluice.benchmarks;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that is measured.
 *
 * @param name as the table has it
 * @param ports where each kind of answer is asked for
 * @param alias whether another model name than the provider's own is asked for
 * @param key the bearer key, empty for none
 * @param server its process; null for the upstream itself
 */
record Entrant(
        String name,
        Map<Kind, Integer> ports,
        boolean alias,
        String key,
        @Nullable Child server) {

    /** The name to ask for. */
    String model(Kind kind) {
        return alias ? alias(kind) : kind.model();
    }

    /** The other name a model has in Sluice's configuration. */
    static String alias(Kind kind) {
        return "alias-" + kind.provider();
    }

    /** Where that kind is asked for. */
    int port(Kind kind) {
        return ports.getOrDefault(kind, 0);
    }

    /** Where and as whom to ask for that kind, for the load. */
    String address(Kind kind) {
        return "port=" + port(kind) + " model=" + model(kind) + (key.isEmpty() ? "" : " key=" + key);
    }

    /** Its processes, for the load to watch. */
    String watched() {
        return server == null
                ? ""
                : ",measured:" + server.pids().stream().map(String::valueOf).collect(Collectors.joining("+"));
    }
}
