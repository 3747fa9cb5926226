package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Block.Media.Sort;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the content of a message: a text, or a list of parts of every sort that hosts of this dialect take. */
final class PartReader {
    /** The family of the proofs that stand in a thinking part. */
    static final String MISTRAL = "mistral";

    private final Objections objections;

    PartReader(Objections objections) {
        this.objections = objections;
    }

    /** The blocks of the content the reader stands before; {@code path} names it in objections. */
    List<Block> read(JsonReader json, String path) {
        Kind kind = json.peek();
        switch (kind) {
            case STRING -> {
                return List.of(Block.Text.of(json.string()));
            }
            case ARRAY -> {
                List<Block> blocks = new ArrayList<>();
                json.enter(Kind.ARRAY);
                while (json.more()) {
                    part(json, path + "[" + blocks.size() + "]", blocks);
                }
                return blocks;
            }
            case OBJECT, NUMBER, TRUE, FALSE -> objections.wrong(path, "a string or a list of parts", kind);
            case NULL -> {}
        }
        json.skip();
        return List.of();
    }

    private void part(JsonReader json, String path, List<Block> blocks) {
        Kind kind = json.peek();
        if (kind == Kind.STRING) {
            blocks.add(Block.Text.of(json.string()));
            return;
        }
        if (kind != Kind.OBJECT) {
            objections.wrong(path, "an object", kind);
            json.skip();
            return;
        }
        JsonReader whole = json.copy();
        ObjectView part = ObjectView.of(json);
        String type = part.text("type");
        Block block = known(type.isEmpty() && part.has("text") ? "text" : type, part);
        blocks.add(block == null ? new Block.Opaque(ChatRequestReader.ID, type, whole.raw(), Notes.NONE) : block);
    }

    /** The block that part is; null where this dialect's model has no place for its type, or where it lacks its content. */
    private static @Nullable Block known(String type, ObjectView part) {
        return switch (type) {
            case "text" ->
                part.has("text") ? new Block.Text(part.text("text"), List.of(), CacheMarks.notes(part)) : null;
            case "refusal" ->
                part.has("refusal") ? new Block.Refusal(part.text("refusal"), CacheMarks.notes(part)) : null;
            case "image_url" -> address(Sort.IMAGE, type, part);
            case "video_url" -> address(Sort.VIDEO, type, part);
            case "document_url" -> document(part);
            case "input_audio" -> audio(part);
            case "file" -> file(part);
            case "thinking" -> thinking(part);
            default -> null;
        };
    }

    /** Media at an address, which stands in an object or, at Mistral, alone. */
    private static @Nullable Block address(Sort sort, String field, ObjectView part) {
        String alone = part.text(field);
        ObjectView inside = part.object(field);
        String url = alone.isEmpty() ? inside.text("url") : alone;
        if (url.isEmpty()) {
            return null;
        }
        DataUri said = DataUri.read(url);
        return new Block.Media(
                sort, said.mediaType(), said.source(), "", CacheMarks.notes(part, inside.rest(field + ".")));
    }

    private static @Nullable Block document(ObjectView part) {
        String url = part.text("document_url");
        if (url.isEmpty()) {
            return null;
        }
        DataUri said = DataUri.read(url);
        String name = part.text("document_name");
        return new Block.Media(Sort.DOCUMENT, said.mediaType(), said.source(), name, CacheMarks.notes(part));
    }

    private static @Nullable Block audio(ObjectView part) {
        String alone = part.text("input_audio");
        ObjectView inside = part.object("input_audio");
        String data = alone.isEmpty() ? inside.text("data") : alone;
        if (data.isEmpty()) {
            return null;
        }
        String type = AudioFormats.mediaType(inside.text("format"));
        DataUri said = DataUri.read(data);
        Block.Source source = said.source() instanceof Block.Source.Address && !data.contains("://")
                ? new Block.Source.Inline(data)
                : said.source();
        Notes notes = CacheMarks.notes(part, inside.rest("input_audio."));
        return new Block.Media(Sort.AUDIO, type.isEmpty() ? said.mediaType() : type, source, "", notes);
    }

    private static @Nullable Block file(ObjectView part) {
        ObjectView inside = part.object("file");
        String id = inside.text("file_id");
        String data = inside.text("file_data");
        if (id.isEmpty() && data.isEmpty()) {
            return null;
        }
        String name = inside.text("filename");
        Notes notes = CacheMarks.notes(part, inside.rest("file."));
        if (data.isEmpty()) {
            return new Block.Media(Sort.DOCUMENT, "", new Block.Source.Stored(id), name, notes);
        }
        DataUri said = DataUri.read(data);
        Block.Source source = said.source() instanceof Block.Source.Address && !data.contains("://")
                ? new Block.Source.Inline(data)
                : said.source();
        return new Block.Media(Sort.DOCUMENT, said.mediaType(), source, name, notes);
    }

    private static Block thinking(ObjectView part) {
        StringBuilder words = new StringBuilder();
        JsonReader list = part.take("thinking", Kind.ARRAY);
        if (list == null) {
            words.append(part.text("thinking"));
        } else if (list.enter(Kind.ARRAY)) {
            while (list.more()) {
                words.append(ObjectView.of(list).text("text"));
            }
        }
        String signature = part.text("signature");
        Seal seal = signature.isEmpty() ? null : Seal.read(signature, MISTRAL);
        return new Block.Thinking(words.toString(), seal, "", CacheMarks.notes(part, Map.of()));
    }
}
