package io.sluice.gateway.litellm;

import io.sluice.gateway.config.Place;
import io.sluice.gateway.config.Yaml;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of LiteLLM's file, read as Python reads it: of two equal keys the last counts, {@code <<} takes in another map,
 * and {@code True}, {@code yes} and {@code on} are all true.
 *
 * @param place where to point to: the key of a map's value, else the value itself
 */
record Node(Yaml yaml, Place place) {
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL", "None");
    private static final Set<String> TRUE = Set.of("true", "yes", "on");

    /** Of a value that stands for itself. */
    static Node of(Yaml yaml) {
        return new Node(yaml, yaml.place());
    }

    /** Nothing at all, at a place. */
    static Node nothing(Place place) {
        return new Node(new Yaml.Scalar("", true, false, place), place);
    }

    /** Whether nothing was written. */
    boolean absent() {
        return yaml instanceof Yaml.Scalar scalar && (scalar.absent() || NOTHING.contains(scalar.text()));
    }

    /** The text of a single value; null for anything else. */
    @Nullable
    String text() {
        return yaml instanceof Yaml.Scalar scalar && !absent() ? scalar.text() : null;
    }

    boolean truth() {
        String text = text();
        return text != null && TRUE.contains(text.toLowerCase(Locale.ROOT));
    }

    /** The number it is; null where it is none. */
    @Nullable
    BigDecimal number() {
        String text = text();
        if (text == null || !text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
            return null;
        }
        return new BigDecimal(text);
    }

    boolean map() {
        return yaml instanceof Yaml.Entries;
    }

    boolean list() {
        return yaml instanceof Yaml.Items;
    }

    /** The items of a list; a single value is a list of itself, as LiteLLM often takes both. */
    List<Node> items() {
        return switch (yaml) {
            case Yaml.Items(List<Yaml> items, var _) ->
                items.stream().map(Node::of).toList();
            case Yaml.Scalar _ -> absent() ? List.of() : List.of(this);
            case Yaml.Entries _ -> List.of();
        };
    }

    /** The values of a map by key, in the order of the file; none where it is no map. */
    Map<String, Node> members() {
        Map<String, Node> members = new LinkedHashMap<>();
        if (yaml instanceof Yaml.Entries(List<Yaml.Entry> entries, var _)) {
            for (Yaml.Entry entry : entries) {
                if (entry.key().equals("<<")) {
                    Node.of(entry.value()).merged().forEach(members::putIfAbsent);
                }
            }
            for (Yaml.Entry entry : entries) {
                if (!entry.key().equals("<<")) {
                    members.put(entry.key(), new Node(entry.value(), entry.place()));
                }
            }
        }
        return members;
    }

    private Map<String, Node> merged() {
        if (!list()) {
            return members();
        }
        Map<String, Node> all = new LinkedHashMap<>();
        items().forEach(item -> item.members().forEach(all::putIfAbsent));
        return all;
    }

    /** A value of the map; nothing where it has none of that name. */
    Node member(String name) {
        Node member = members().get(name);
        return member == null ? nothing(place) : member;
    }
}
