package io.sluice.gateway.litellm;

import io.sluice.gateway.config.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where and with which credential a deployment is called; deployments that share all of it share a provider.
 *
 * @param name what to call that provider
 * @param parts the keys of its settings
 */
record Account(String name, Map<String, Part> parts) {
    /** Keeps a copy. */
    Account {
        parts = new LinkedHashMap<>(parts);
    }

    /** A value of the settings. */
    sealed interface Part {
        /** Where it comes from. */
        Place place();

        /** A text as the document has it. */
        record Plain(String text, Place place) implements Part {}

        /** A credential of one or more pieces, with a colon between. */
        record Keyed(List<Piece> pieces, Place place) implements Part {}
    }

    /** A piece of a credential, and how its variable ends if it needs one. */
    record Piece(Node value, String suffix) {}

    /** What tells this account from others; holds credentials, so it is compared and never shown. */
    Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        parts.forEach((key, part) -> identity.put(
                key,
                switch (part) {
                    case Part.Plain plain -> plain.text();
                    case Part.Keyed keyed ->
                        keyed.pieces().stream()
                                .map(piece -> piece.value().text())
                                .collect(Collectors.joining(":"));
                }));
        return identity;
    }

    /** The settings of the provider of that id. */
    Draft.Keys settings(String id, Place place, Variables variables) {
        Map<String, Draft> keys = new LinkedHashMap<>();
        Map<String, Draft> fill = new LinkedHashMap<>();
        parts.forEach((key, part) -> {
            String text = switch (part) {
                case Part.Plain plain -> plain.text();
                case Part.Keyed keyed ->
                    keyed.pieces().stream()
                            .map(piece -> variables.secret(piece.value(), id + "_" + piece.suffix()))
                            .collect(Collectors.joining(":"));
            };
            Draft.Word word = new Draft.Word(text, part.place());
            if (key.startsWith("fill.")) {
                fill.put(key.substring("fill.".length()), word);
            } else {
                keys.put(key, word);
            }
        });
        if (!fill.isEmpty()) {
            keys.put("fill", new Draft.Keys(fill, place));
        }
        return new Draft.Keys(keys, place);
    }
}
