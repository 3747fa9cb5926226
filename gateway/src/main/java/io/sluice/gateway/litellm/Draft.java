package io.sluice.gateway.litellm;

import io.sluice.gateway.config.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of the {@code sluice.yaml} to be written; it remembers what in LiteLLM's file it was made of. */
sealed interface Draft {
    /** Where that stands. */
    Place place();

    /** All it says, in one line: two that say the same are the same, wherever they come from. */
    default String said() {
        return switch (this) {
            case Word word -> word.text();
            case Literal literal -> literal.json();
            case Items list -> list.items().stream().map(Draft::said).toList().toString();
            case Keys map -> {
                Map<String, String> texts = new LinkedHashMap<>();
                map.keys().forEach((key, value) -> texts.put(key, value.said()));
                yield texts.toString();
            }
        };
    }

    /** A single value, with {@code ${NAME}} for what the environment has. */
    record Word(String text, Place place) implements Draft {}

    /** A value that must not become text, as `body` may have any: written as JSON writes it. */
    record Literal(String json, Place place) implements Draft {}

    /** A list. */
    record Items(List<Draft> items, Place place) implements Draft {
        /** Keeps a copy. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A map, in its order. */
    record Keys(Map<String, Draft> keys, Place place) implements Draft {
        /** Keeps a copy. */
        public Keys {
            keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        }
    }
}
