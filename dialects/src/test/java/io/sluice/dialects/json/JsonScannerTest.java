package io.sluice.dialects.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Seeded;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

class JsonScannerTest {
    private static final Set<String> ONCE = Set.of("model", "stream");
    private static final ObjectMapper JACKSON = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "0",
                "-0.5e+3",
                "\"\"",
                "true",
                " null ",
                "{\"a\":[1,{\"b\":[]}]}",
                "\"\\ud800\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"",
                "[\"日本語 text that is longer than thirty-two bytes 😀\"]",
                "1e999999999"
            })
    void takesWhatIsJson(String document) {
        assertThat(fault(document.getBytes(UTF_8))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "{]",
                "[}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "[1,]",
                "[,1]",
                "01",
                "1.",
                ".5",
                "1e",
                "1e+",
                "-",
                "+1",
                "NaN",
                "Infinity",
                "tru",
                "truex",
                "nul",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\n\"",
                "1 2",
                "{} {}",
                "[1 2]",
                "{\"a\":1 \"b\":2}",
                "'a'",
                "//x\n1",
                "\uFEFF{}"
            })
    void refusesWhatIsNot(String document) {
        assertThat(fault(document.getBytes(UTF_8))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00C0\u00AF",
                "\u00E0\u0080\u0080",
                "\u00F0\u0080\u0080\u0080",
                "\u00ED\u00A0\u0080",
                "\u00F4\u0090\u0080\u0080",
                "\u00F5\u0080\u0080\u0080",
                "\u0080",
                "\u00C3",
                "\u00E2\u0082",
                "\u00FF",
                "\u00C3\u0028"
            })
    void refusesStringsThatAreNotUtf8(String bytes) {
        assertThat(fault(("[\"" + bytes + "\"]").getBytes(ISO_8859_1))).isNotNull();
    }

    @Test
    void agreesWithAnotherParserOnDamagedDocumentsHoweverTheyAreCut() {
        Seeded seeded = new Seeded(1);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] whole = seeded.json(5).getBytes(UTF_8);
            byte[] document = seeded.often() ? seeded.damaged(whole) : whole;
            if (new String(document, ISO_8859_1).toLowerCase(Locale.ROOT).contains("\\ud")) {
                continue; // lone surrogates: grammatical, but the other parser refuses them in names
            }
            JsonFault fault = fault(document, seeded.pieces(document));
            assertThat(fault == null)
                    .as("%s (%s)", new String(document, UTF_8), fault)
                    .isEqualTo(jackson(document) != null);
            refused += fault == null ? 0 : 1;
        }
        assertThat(refused).isBetween(2_000, 18_000);
    }

    @Test
    void saysTheSameFaultWhereverTheDocumentIsCut() {
        Seeded seeded = new Seeded(2);
        for (int i = 0; i < 3_000; i++) {
            byte[] document = seeded.damaged(seeded.object(4).getBytes(UTF_8));
            assertThat(fault(document, seeded.pieces(document))).isEqualTo(fault(document));
        }
    }

    @Test
    void outlinesWhatAnotherParserSees() {
        Seeded seeded = new Seeded(3);
        for (int i = 0; i < 3_000; i++) {
            byte[] document = seeded.object(3).getBytes(UTF_8);
            JsonScanner scanner = scanner();
            seeded.pieces(document).forEach(scanner::feed);
            assertThat(scanner.end()).isNull();
            JsonNode tree = JACKSON.readTree(document);
            Outline outline = scanner.outline();
            assertThat(Set.copyOf(outline.members().stream().map(Member::key).toList()))
                    .isEqualTo(Set.copyOf(new ArrayList<>(tree.propertyNames())));
            for (Member member : outline.members()) {
                if (outline.member(member.key()) == member) {
                    String written = new String(document, member.start(), member.end() - member.start(), UTF_8);
                    assertThat(JACKSON.readTree(written)).isEqualTo(tree.get(member.key()));
                    assertThat(member.elements())
                            .isEqualTo(
                                    member.kind() == Kind.ARRAY
                                            ? tree.get(member.key()).size()
                                            : 0);
                }
            }
        }
    }

    @Test
    void outlinesTheObjectsAskedForAndNoOthers() {
        String document = "{\"stream_options\": {\"include_usage\" : false, \"x\":[1]}, \"other\":{\"y\":1}}";
        JsonScanner scanner = scanner();
        scanner.feed(Bytes.of(document));
        assertThat(scanner.end()).isNull();
        Outline inner = requireNonNull(
                requireNonNull(scanner.outline().member("stream_options")).inner());
        assertThat(inner.members()).extracting(Member::key).containsExactly("include_usage", "x");
        assertThat(document.substring(inner.start(), inner.end())).isEqualTo("{\"include_usage\" : false, \"x\":[1]}");
        assertThat(requireNonNull(scanner.outline().member("other")).inner()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"a\",\"model\":\"b\"}",
                "{\"model\":\"a\",\"mo\\u0064el\":\"b\"}",
                "{\"\\u0073tream\":true,\"x\":1,\"stream\":false}"
            })
    void refusesAFieldGivenTwiceHoweverItIsWritten(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            JsonFault fault = fault(bytes, List.of(Bytes.of(bytes, 0, cut), Bytes.of(bytes, cut, bytes.length)));
            assertThat(requireNonNull(fault).message()).contains("given twice");
        }
    }

    @Test
    void letsOtherFieldsBeRepeatedAndTheSameNamesStandDeeper() {
        assertThat(fault("{\"a\":1,\"a\":2,\"model\":\"x\",\"b\":{\"model\":1,\"model\":2}}".getBytes(UTF_8)))
                .isNull();
    }

    @Test
    void countsDepthMembersElementsAndDigits() {
        JsonLimits small = new JsonLimits(3, 2, 4, 5, 2);
        assertThat(fault(small, "[[[]]]")).isNull();
        assertThat(fault(small, "[[[[]]]]")).isEqualTo("Nested deeper than 3");
        assertThat(fault(small, "{\"a\":1,\"b\":{}}")).isNull();
        assertThat(fault(small, "[{\"a\":1},{\"a\":1,\"b\":1}]")).contains("members");
        assertThat(fault(small, "[1,2,3,4,5]")).contains("elements");
        assertThat(fault(small, "12345")).isNull();
        assertThat(fault(small, "[123456]")).contains("5 characters");
    }

    @Test
    void bombsEndAtTheirLimitAndNotInTheStack() {
        assertThat(fault("[".repeat(100_000).getBytes(UTF_8))).isEqualTo(new JsonFault(128, "Nested deeper than 128"));
        assertThat(fault(("{\"a\":" + "1".repeat(1_000_000) + "}").getBytes(UTF_8)))
                .isNotNull();
        StringBuilder wide = new StringBuilder("{\"x\":{");
        for (int i = 0; i < 1_000_000; i++) {
            wide.append("\"").append(i).append("\":1,");
        }
        assertThat(fault(wide.append("\"z\":1}}").toString().getBytes(UTF_8))).isNotNull();
    }

    @Test
    void aMillionTokenIdsPass() {
        assertThat(fault(("{\"model\":\"m\",\"input\":[" + "100257,".repeat(1_000_000) + "1]}").getBytes(UTF_8)))
                .isNull();
    }

    @Test
    void capturesSmallValuesFromTheirPlacesHoweverTheDocumentIsCut() {
        byte[] document =
                ("{\"usage\":{\"n\":[1,{}]},\"choices\":[{\"finish_reason\":\"stop\",\"x\":{\"finish_reason\":\"no\"}},"
                                + "{\"finish_reason\" : 5 }],\"other\":[{\"finish_reason\":\"no\"}],\"x_groq\":{\"usage\":1.5}}")
                        .getBytes(UTF_8);
        for (int cut = 0; cut <= document.length; cut++) {
            List<String> seen = new ArrayList<>();
            JsonScanner scanner = new JsonScanner(
                    JsonLimits.ANSWER,
                    List.of(
                            Capture.top("usage"),
                            new Capture("choices", "finish_reason", 3),
                            new Capture("x_groq", "usage", 2)),
                    (place, value) -> seen.add(place.under() + "=" + value.utf8(0, value.length())));
            scanner.feed(Bytes.of(document, 0, cut));
            scanner.feed(Bytes.of(document, cut, document.length));
            assertThat(scanner.end()).isNull();
            assertThat(seen).containsExactly("usage={\"n\":[1,{}]}", "choices=\"stop\"", "choices=5", "x_groq=1.5");
        }
    }

    private static @Nullable String fault(JsonLimits limits, String document) {
        JsonScanner scanner = new JsonScanner(limits, Set.of(), Set.of());
        scanner.feed(Bytes.of(document));
        JsonFault fault = scanner.end();
        return fault == null ? null : fault.message();
    }

    private static @Nullable JsonFault fault(byte[] document) {
        return fault(document, List.of(Bytes.of(document)));
    }

    private static @Nullable JsonFault fault(byte[] document, List<Bytes> pieces) {
        JsonScanner scanner = scanner();
        pieces.forEach(scanner::feed);
        JsonFault fault = scanner.end();
        assertThat(fault == null || fault.offset() <= document.length).isTrue();
        return fault;
    }

    private static JsonScanner scanner() {
        return new JsonScanner(JsonLimits.REQUEST, Set.of("stream_options"), ONCE);
    }

    /** Jackson replaces bad UTF-8 in some places and drops a mark at the start, so the bytes are checked first. */
    private static @Nullable JsonNode jackson(byte[] document) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
            JsonNode tree = JACKSON.readTree(document);
            return tree.isMissingNode() ? null : tree;
        } catch (CharacterCodingException | JacksonException refused) {
            return null;
        }
    }
}
