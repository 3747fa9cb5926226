package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Notes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a message, or of what a tool answered. */
final class Parts {
    private static final Set<String> TEXT = Set.of("type", "text", "annotations");
    private static final Set<String> REFUSAL = Set.of("type", "refusal");
    private static final Set<String> IMAGE = Set.of("type", "image_url", "file_id");
    private static final Set<String> FILE = Set.of("type", "file_data", "file_url", "file_id", "filename");
    private static final String DATA = "data:";
    private static final String BASE64 = ";base64,";

    private Parts() {}

    /** The blocks of a content that is a text or a list of parts, of the model's or anybody else's; null where it is neither. */
    static @Nullable List<Block> read(Node content, boolean assistant) {
        if (content.is(Kind.STRING)) {
            return List.of(Block.Text.of(content.text()));
        }
        if (!content.is(Kind.ARRAY)) {
            return null;
        }
        List<Block> blocks = new ArrayList<>();
        for (Node part : content.elements()) {
            if (part.text("type").isEmpty()) {
                return null;
            }
            blocks.add(part(part, assistant));
        }
        return blocks;
    }

    private static Block part(Node part, boolean assistant) {
        return switch (part.text("type")) {
            case "input_text", "output_text", "text" -> text(part);
            case "refusal" -> new Block.Refusal(part.text("refusal"), notes(part, REFUSAL));
            case "input_image" -> assistant ? opaque(part) : image(part);
            case "input_file" -> assistant ? opaque(part) : file(part);
            default -> opaque(part);
        };
    }

    private static Block text(Node part) {
        Map<String, String> rest = Spelling.rest(part, TEXT, Set.of("logprobs"));
        rest.remove(Spelling.LOGPROBS, "[]");
        List<Citation> citations =
                part.at("annotations").elements().stream().map(Sources::read).toList();
        return new Block.Text(part.text("text"), citations, Spelling.notes(rest));
    }

    private static Block image(Node part) {
        Block.Source source = source(part.text("image_url"), part.text("file_id"), "");
        Map<String, String> rest = Spelling.rest(part, IMAGE, Set.of());
        if ("\"auto\"".equals(rest.get("detail"))) {
            rest.put(Spelling.DETAIL, rest.remove("detail"));
        }
        return source == null
                ? opaque(part)
                : new Block.Media(
                        Block.Media.Sort.IMAGE, mediaType(part.text("image_url")), source, "", Spelling.notes(rest));
    }

    private static Block file(Node part) {
        Block.Source source = source(part.text("file_url"), part.text("file_id"), part.text("file_data"));
        return source == null
                ? opaque(part)
                : new Block.Media(
                        Block.Media.Sort.DOCUMENT,
                        mediaType(part.text("file_data")),
                        source,
                        part.text("filename"),
                        notes(part, FILE));
    }

    /** Where the content is; null where it is nowhere, or in a form that is not base64. */
    private static Block.@Nullable Source source(String url, String id, String data) {
        String inline = data.isEmpty() ? url : data;
        if (inline.startsWith(DATA)) {
            int at = inline.indexOf(BASE64);
            return at < 0 ? null : new Block.Source.Inline(inline.substring(at + BASE64.length()));
        }
        if (!data.isEmpty()) {
            return new Block.Source.Inline(data);
        }
        if (!id.isEmpty()) {
            return url.isEmpty() ? new Block.Source.Stored(id) : null;
        }
        return url.isEmpty() ? null : new Block.Source.Address(url);
    }

    private static String mediaType(String data) {
        int at = data.indexOf(BASE64);
        return data.startsWith(DATA) && at > 0 ? data.substring(DATA.length(), at) : "";
    }

    private static Notes notes(Node part, Set<String> known) {
        return Spelling.notes(Spelling.rest(part, known, Set.of()));
    }

    private static Block opaque(Node part) {
        return new Block.Opaque(
                Spelling.DIALECT, part.text("type"), part.raw(), Spelling.saying(Notes.NONE, Spelling.PART));
    }
}
