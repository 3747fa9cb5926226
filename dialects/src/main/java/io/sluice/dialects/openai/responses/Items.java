package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads single items: what requests and answers have in common. */
final class Items {
    static final Set<String> REASONING = Set.of("type", "id", "summary", "content", "encrypted_content", "status");
    private static final Set<String> CALL = Set.of("type", "call_id", "name", "arguments", "input");
    private static final Set<String> IMAGE = Set.of("type", "result");
    static final Set<String> BOOKKEEPING = Set.of("id", "status");

    private Items() {}

    static boolean isCall(String type) {
        return type.equals("function_call") || type.equals("custom_tool_call");
    }

    /** A call in an answer: its item's id and status are the answer's own affair. */
    static Opening opening(Node item) {
        Map<String, String> rest = Spelling.rest(item, CALL, BOOKKEEPING);
        rest.keySet().removeAll(Set.of(Spelling.ID, Spelling.STATUS));
        return new Opening.ToolCall(item.text("call_id"), item.text("name"), free(item), Spelling.notes(rest));
    }

    /** A call in a request. */
    static Block call(Node item) {
        String arguments = item.text(free(item) ? "input" : "arguments");
        Notes notes = Spelling.notes(Spelling.rest(item, CALL, BOOKKEEPING));
        return new Block.ToolCall(item.text("call_id"), item.text("name"), arguments, free(item), null, notes);
    }

    private static boolean free(Node item) {
        return item.text("type").equals("custom_tool_call");
    }

    /** The proof in a reasoning item; null where it has none. */
    static @Nullable Seal seal(Node item) {
        String sealed = item.text("encrypted_content");
        return sealed.isEmpty() ? null : Seal.read(sealed, Seal.OPENAI);
    }

    /** A reasoning item of a request: thinking, hidden or not. */
    static Block thinking(Node item) {
        Seal seal = seal(item);
        Map<String, String> rest = Spelling.rest(item, REASONING, Set.of());
        if (item.has("status")) {
            rest.put(Spelling.STATUS, item.at("status").raw());
        }
        if (seal != null && Spelling.isHidden(seal)) {
            return new Block.HiddenThinking(Spelling.bare(seal), item.text("id"), Spelling.notes(rest));
        }
        List<String> content = texts(item.at("content"));
        List<String> summary = texts(item.at("summary"));
        if (!content.isEmpty()) {
            rest.put(Spelling.CONTENT, "true");
            if (!summary.isEmpty()) {
                rest.put("summary", item.at("summary").raw());
            }
        }
        List<String> texts = content.isEmpty() ? summary : content;
        if (texts.size() > 1) {
            rest.put(
                    Spelling.LENGTHS,
                    texts.stream().map(String::length).toList().toString());
        }
        String text = String.join(Spelling.GAP, texts);
        return new Block.Thinking(text, seal, item.text("id"), Spelling.notes(rest));
    }

    private static List<String> texts(Node list) {
        return list.elements().stream()
                .map(part -> part.text("text"))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** The texts a thinking block was joined of, as far as it still is what was read. */
    static List<String> parts(Block.Thinking thinking) {
        String lengths = thinking.notes().extras().field(Spelling.DIALECT, Spelling.LENGTHS);
        String text = thinking.text();
        if (text.isEmpty()) {
            return List.of();
        }
        if (lengths == null) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        int at = 0;
        for (Node length : Node.of(Bytes.of(lengths)).elements()) {
            int end = at + Integer.parseInt(length.raw());
            if (end > text.length()) {
                return List.of(text);
            }
            parts.add(text.substring(at, end));
            at = end + Spelling.GAP.length();
        }
        return String.join(Spelling.GAP, parts).equals(text) ? parts : List.of(text);
    }

    /** An item of an answer that comes whole: its id and status are the answer's own affair. */
    static Block made(Node item) {
        return switch (whole(item)) {
            case Block.Media media -> {
                Map<String, String> rest =
                        new LinkedHashMap<>(media.notes().extras().fields());
                rest.keySet().removeAll(Set.of(Spelling.ID, Spelling.STATUS));
                yield new Block.Media(
                        media.sort(), media.mediaType(), media.source(), media.name(), Spelling.notes(rest));
            }
            case Block other -> other;
        };
    }

    /** An item that comes whole: a picture the model made, or what only this dialect understands. */
    static Block whole(Node item) {
        String type = item.text("type");
        Node result = item.at("result");
        if (type.equals("image_generation_call") && result.is(Kind.STRING) && !result.isEmpty()) {
            Map<String, String> rest = new LinkedHashMap<>(Spelling.rest(item, IMAGE, BOOKKEEPING));
            String format = item.text("output_format");
            return new Block.Media(
                    Block.Media.Sort.IMAGE,
                    "image/" + (format.isEmpty() ? "png" : format),
                    new Block.Source.Inline(result.text()),
                    "",
                    Spelling.notes(rest));
        }
        return new Block.Opaque(Spelling.DIALECT, type, item.raw(), Notes.NONE);
    }
}
