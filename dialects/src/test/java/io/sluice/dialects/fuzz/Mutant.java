package io.sluice.dialects.fuzz;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A JSON document changed in places the fuzzer chose: still JSON, and says what nobody meant. */
final class Mutant {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
    private static final int MOST_CHANGES = 12;

    /** Stands for half of a pair in what is written with it. */
    private static final String LONE = "\uE000";

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x",
            "hello",
            "\n\ndata: [DONE]\n\n",
            "\r",
            "\u0000\u2028",
            LONE,
            "😀" + LONE,
            "{\"a\":1}",
            "{",
            "[]",
            "data:image/png;base64,iVBORw0KGgo=",
            "data:,",
            "https://example.org/a.png",
            "c2VhbA==",
            "-1",
            "a".repeat(300));
    private static final List<BigDecimal> NUMBERS = List.of(
            new BigDecimal("-1"),
            new BigDecimal("0.5"),
            new BigDecimal("9007199254740993"),
            new BigDecimal("99999999999999999999"),
            new BigDecimal("1e400"),
            new BigDecimal("2147483648"));

    /** A value and where it stands: in an object under a name, or in an array at a place. */
    private record Place(JsonNode parent, String name, int index) {}

    private final JsonNode document;
    private final List<JsonNode> others;
    private final Choices choices;

    private Mutant(byte[] document, List<byte[]> others, Choices choices) {
        this.document = JSON.readTree(document);
        this.others = List.of(JSON.readTree(choices.of(others)));
        this.choices = choices;
    }

    /** The document changed as the choices say, pieces of the others put in. */
    static byte[] of(byte[] document, List<byte[]> others, Choices choices) {
        Mutant mutant = new Mutant(document, others, choices);
        for (int i = 0; i < MOST_CHANGES && choices.more(); i++) {
            mutant.change();
        }
        return JSON.writeValueAsString(mutant.document).replace(LONE, "\\ud83d").getBytes(StandardCharsets.UTF_8);
    }

    private void change() {
        List<Place> places = places(document);
        if (places.isEmpty()) {
            return;
        }
        Place place = places.get(choices.below(places.size()));
        switch (choices.below(16)) {
            case 0 -> remove(place);
            case 1 -> put(place, MAKE.nullNode());
            case 2 -> put(place, MAKE.booleanNode(choices.below(2) == 0));
            case 3 -> put(place, MAKE.numberNode(choices.of(NUMBERS)));
            case 4 -> put(place, MAKE.numberNode(choices.below(256)));
            case 5, 6 -> put(place, MAKE.stringNode(choices.of(TEXTS)));
            case 7 -> put(place, MAKE.arrayNode());
            case 8 -> put(place, MAKE.objectNode());
            case 9 -> put(place, MAKE.arrayNode().add(value(place)));
            case 10 -> put(place, MAKE.objectNode().set("type", value(place)));
            case 11, 12 -> put(place, another());
            case 13 -> add(place, value(place).deepCopy());
            case 14 -> add(place, another());
            default -> rename(place);
        }
    }

    private JsonNode another() {
        List<Place> places = places(others.getFirst());
        return places.isEmpty()
                ? MAKE.objectNode()
                : value(places.get(choices.below(places.size()))).deepCopy();
    }

    private static JsonNode value(Place place) {
        return place.index < 0 ? place.parent.get(place.name) : place.parent.get(place.index);
    }

    private static void put(Place place, JsonNode value) {
        if (place.parent instanceof ObjectNode object) {
            object.set(place.name, value);
        } else if (place.parent instanceof ArrayNode array) {
            array.set(place.index, value);
        }
    }

    private static void remove(Place place) {
        if (place.parent instanceof ObjectNode object) {
            object.remove(place.name);
        } else if (place.parent instanceof ArrayNode array) {
            array.remove(place.index);
        }
    }

    private void add(Place place, JsonNode value) {
        if (place.parent instanceof ArrayNode array) {
            array.insert(choices.below(array.size() + 1), value);
        } else if (place.parent instanceof ObjectNode object) {
            object.set(name(), value);
        }
    }

    private void rename(Place place) {
        if (place.parent instanceof ObjectNode object) {
            JsonNode value = object.remove(place.name);
            object.set(name(), value);
        }
    }

    /** A name that stands somewhere in the other document. */
    private String name() {
        List<Place> places = places(others.getFirst());
        String name = places.isEmpty()
                ? "x"
                : places.get(choices.below(places.size())).name();
        return name.isEmpty() ? "type" : name;
    }

    private static List<Place> places(JsonNode root) {
        List<Place> places = new ArrayList<>();
        collect(root, places);
        return places;
    }

    private static void collect(JsonNode node, List<Place> places) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                places.add(new Place(node, member.getKey(), -1));
                collect(member.getValue(), places);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.add(new Place(node, "", i));
            collect(node.get(i), places);
        }
    }
}
