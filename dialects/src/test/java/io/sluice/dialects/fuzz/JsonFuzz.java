package io.sluice.dialects.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.json.Outline;
import io.sluice.dialects.json.Splice;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scanner takes what another parser takes, wherever the document is cut; splices leave all other bytes alone; and
 * the reader of scanned documents comes to an end on any bytes.
 */
public final class JsonFuzz {
    private static final JsonMapper JACKSON = JsonMapper.builder().build();

    private JsonFuzz() {}

    /** Makes what all begin from, before the fuzzer's clock runs. */
    public static void fuzzerInitialize() {
        Tongue.ofCallers();
    }

    /** Tries those bytes. */
    public static void fuzzerTestOneInput(byte[] data) {
        Choices choices = new Choices(data);
        Tongue tongue = choices.of(Tongue.ofCallers());
        byte[] document = choices.below(2) == 0
                ? choices.rest()
                : Mutant.of(choices.of(tongue.requests()), tongue.answers(), choices);
        walk(document);
        JsonScanner scanner = scanner();
        scanner.feed(Bytes.of(document));
        JsonFault fault = scanner.end();
        Law.same("the same fault in pieces", fault, inSingles(document));
        if (fault != null && fault.message().matches("Nested deeper.*|More than.*|A number has more.*")) {
            return;
        }
        if (new String(document, ISO_8859_1).toLowerCase(Locale.ROOT).contains("\\ud")) {
            return; // Lone surrogates are grammatical, but the other parser refuses them in names.
        }
        JsonNode tree = jackson(document);
        Law.holds("both parsers take it or neither does", (fault == null) == (tree != null), document);
        if (tree != null) {
            outlined(document, scanner.outline(), tree);
        }
    }

    private static void outlined(byte[] document, Outline outline, JsonNode tree) {
        List<Edit> same = new ArrayList<>();
        List<Edit> nothing = new ArrayList<>();
        for (Member member : outline.members()) {
            String text = new String(document, member.start(), member.end() - member.start(), UTF_8);
            if (outline.member(member.key()) == member && member.key().length() < 300) {
                Law.same("a member is what it is to others", tree.get(member.key()), JACKSON.readTree(text));
            }
            same.add(Edit.of(member.start(), member.end(), text));
            nothing.add(Edit.of(member.start(), member.end(), "null"));
        }
        byte[] again = Splice.of(document.length, same).applyTo(Bytes.of(document));
        Law.same("splicing in what stands there", new String(document, UTF_8), new String(again, UTF_8));
        JsonNode nulls = JACKSON.readTree(Splice.of(document.length, nothing).applyTo(Bytes.of(document)));
        Law.same("names after splicing", tree.propertyNames(), nulls.propertyNames());
    }

    /** Goes through it as codecs do; a walk that is longer than the document does not end. */
    private static void walk(byte[] document) {
        JsonReader reader = new JsonReader(Bytes.of(document), 0);
        int steps = 2 * document.length + 10;
        List<Kind> open = new ArrayList<>();
        do {
            Law.holds("the reader comes to an end", steps-- > 0, document);
            if (!open.isEmpty() && !reader.more()) {
                open.removeLast();
                continue;
            }
            if (!open.isEmpty() && open.getLast() == Kind.OBJECT) {
                reader.name();
            }
            Kind kind = reader.peek();
            switch (kind) {
                case OBJECT, ARRAY -> {
                    reader.enter(kind);
                    open.add(kind);
                }
                case STRING -> reader.string();
                case NUMBER, TRUE, FALSE, NULL -> reader.raw();
            }
        } while (!open.isEmpty());
    }

    private static @Nullable JsonFault inSingles(byte[] document) {
        JsonScanner scanner = scanner();
        for (int i = 0; i < document.length; i++) {
            scanner.feed(Bytes.of(document, i, i + 1));
        }
        return scanner.end();
    }

    private static JsonScanner scanner() {
        return new JsonScanner(JsonLimits.REQUEST, Set.of("stream_options"), Set.of());
    }

    /** It is given text, as it would guess what bytes are; a mark at the start is no JSON. */
    private static @Nullable JsonNode jackson(byte[] document) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
            JsonNode tree = JACKSON.readTree(text);
            return tree.isMissingNode() || text.startsWith("\uFEFF") ? null : tree;
        } catch (CharacterCodingException | JacksonException refused) {
            return null;
        }
    }
}
