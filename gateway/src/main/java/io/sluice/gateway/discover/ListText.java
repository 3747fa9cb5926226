package io.sluice.gateway.discover;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of models: OpenAI's and Anthropic's ({@code data} of {@code id}), Ollama's ({@code models} of {@code model}),
 * Gemini's ({@code models} of {@code name}, with {@code models/} before it), or a bare array of any of these.
 */
final class ListText {
    private static final int MOST = 2_000;
    private static final int LONGEST = 256;
    private static final String RESOURCE = "models/";

    private ListText() {}

    /** The names, each once, in their order: at most 2,000, and none that is empty, longer than 256 or not printable. */
    static List<String> read(byte[] text) throws NoList {
        Bytes json = Bytes.of(text);
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        if (scanner.feed(json) != null || scanner.end() != null) {
            throw new NoList("it answered what is not JSON");
        }
        JsonReader list = list(new JsonReader(json, 0));
        if (list == null || !list.enter(Kind.ARRAY)) {
            throw new NoList("it answered no list of models");
        }
        Set<String> names = new LinkedHashSet<>();
        while (list.more()) {
            String name = name(list);
            if (names.size() < MOST && usable(name)) {
                names.add(name);
            }
        }
        return new ArrayList<>(names);
    }

    private static @Nullable JsonReader list(JsonReader root) {
        if (root.peek() == Kind.ARRAY) {
            return root;
        }
        Map<String, JsonReader> members = members(root);
        JsonReader data = members.get("data");
        return data == null ? members.get("models") : data;
    }

    private static Map<String, JsonReader> members(JsonReader object) {
        Map<String, JsonReader> members = new LinkedHashMap<>();
        if (object.enter(Kind.OBJECT)) {
            while (object.more()) {
                String name = object.name();
                members.put(name, object.copy());
                object.skip();
            }
        }
        return members;
    }

    /** The name an element stands for, which is passed over; empty where it has none. */
    private static String name(JsonReader element) {
        JsonReader own = element.copy();
        element.skip();
        if (own.peek() == Kind.STRING) {
            return own.string();
        }
        Map<String, JsonReader> members = own.peek() == Kind.OBJECT ? members(own) : Map.of();
        for (String member : List.of("id", "model", "name")) {
            JsonReader value = members.get(member);
            if (value != null && value.peek() == Kind.STRING) {
                String name = value.string();
                return name.startsWith(RESOURCE) ? name.substring(RESOURCE.length()) : name;
            }
        }
        return "";
    }

    private static boolean usable(String name) {
        return !name.isEmpty() && name.length() <= LONGEST && name.chars().allMatch(c -> c > ' ' && c != 0x7f);
    }
}
