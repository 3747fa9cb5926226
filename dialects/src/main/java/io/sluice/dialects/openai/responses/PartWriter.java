package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Role;
import java.util.List;
import java.util.Map;

/** Writes messages and their parts. */
final class PartWriter {
    private static final Map<String, String> ENDINGS = Map.of(
            "application/pdf",
            ".pdf",
            "text/plain",
            ".txt",
            "text/markdown",
            ".md",
            "text/html",
            ".html",
            "text/csv",
            ".csv");

    private final JsonWriter json;
    private final Losses losses;
    private final boolean fetches;

    /** {@code fetches} where the provider takes media at addresses. */
    PartWriter(JsonWriter json, Losses losses, boolean fetches) {
        this.json = json;
        this.losses = losses;
        this.fetches = fetches;
    }

    /** Parts that are one message, the first of them the turn's block of that number; nothing where none can be written. */
    void message(Role role, List<Block> blocks, String path, int first) {
        JsonWriter content = new JsonWriter();
        new PartWriter(content, losses, fetches).content(role, blocks, path, first);
        if (content.toString().equals("[]")) {
            return;
        }
        Notes notes = blocks.getFirst().notes();
        json.beginObject().name("type").string("message");
        Spelling.write(json, notes, Spelling.ID);
        Spelling.write(json, notes, Spelling.STATUS);
        json.name("role").string(word(role));
        Spelling.ofMessage(json, notes);
        json.name("content").raw(content.toString());
        json.endObject();
    }

    private static String word(Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case DEVELOPER -> "developer";
            case USER -> "user";
            case ASSISTANT -> "assistant";
        };
    }

    /** A text alone as a text (nothing at all as an empty one), anything else as a list of parts. */
    void content(Role role, List<Block> blocks, String path, int first) {
        if (blocks.isEmpty()) {
            json.string("");
            return;
        }
        if (blocks.size() == 1
                && blocks.getFirst() instanceof Block.Text(String text, List<Citation> citations, Notes notes)
                && citations.isEmpty()
                && notes.equals(Notes.NONE)) {
            json.string(text);
            return;
        }
        json.beginArray();
        for (int i = 0; i < blocks.size(); i++) {
            String place = path + ".blocks[" + (first + i) + "]";
            Notes notes = blocks.get(i).notes();
            if (notes.cache() != null) {
                losses.add(place + ".cache", InputWriter.NO_CACHE_MARKS);
            }
            losses.foreign(place, notes.extras(), Spelling.DIALECT);
            part(role, blocks.get(i), place);
        }
        json.endArray();
    }

    private void part(Role role, Block block, String path) {
        switch (block) {
            case Block.Text text -> text(role, text, path);
            case Block.Refusal refusal -> {
                json.beginObject()
                        .name("type")
                        .string("refusal")
                        .name("refusal")
                        .string(refusal.text());
                Spelling.ofPart(json, refusal.notes());
                json.endObject();
            }
            case Block.Media media -> media(media, path);
            case Block.Opaque opaque -> {
                if (opaque.dialect().equals(Spelling.DIALECT)) {
                    json.raw(opaque.json());
                } else {
                    losses.add(path, Spelling.DIALECT + " has no such block");
                }
            }
            case Block.Thinking _, Block.HiddenThinking _, Block.ToolCall _, Block.ToolResult _ ->
                losses.add(path, Spelling.DIALECT + " has no such part of a message");
        }
    }

    private void text(Role role, Block.Text text, String path) {
        boolean said = role == Role.ASSISTANT;
        json.beginObject().name("type").string(said ? "output_text" : "input_text");
        json.name("text").string(text.text());
        if (said) {
            json.name("annotations").beginArray();
            for (int i = 0; i < text.citations().size(); i++) {
                Citation citation = text.citations().get(i);
                if (Sources.expressible(citation)) {
                    Sources.write(json, citation, text.text().length());
                } else {
                    losses.add(path + ".citations[" + i + "]", Sources.NO_ADDRESS);
                }
            }
            json.endArray();
            Spelling.write(json, text.notes(), Spelling.LOGPROBS);
        } else if (!text.citations().isEmpty()) {
            losses.add(path + ".citations", Spelling.DIALECT + " has sources only in the model's texts");
        }
        Spelling.ofPart(json, text.notes());
        json.endObject();
    }

    private void media(Block.Media media, String path) {
        boolean goes = media.sort() == Block.Media.Sort.IMAGE || media.sort() == Block.Media.Sort.DOCUMENT;
        if (goes && !fetches && media.source() instanceof Block.Source.Address(String url)) {
            losses.unreached(path, media.sort(), url, "the provider fetches no addresses");
            return;
        }
        switch (media.sort()) {
            case IMAGE -> image(media, path);
            case DOCUMENT -> document(media, path);
            case AUDIO -> losses.add(path, Spelling.DIALECT + " takes no audio");
            case VIDEO -> losses.add(path, Spelling.DIALECT + " takes no video");
        }
    }

    private void image(Block.Media media, String path) {
        if (media.source() instanceof Block.Source.Written) {
            losses.add(path, Spelling.DIALECT + " has no such image");
            return;
        }
        json.beginObject().name("type").string("input_image");
        switch (media.source()) {
            case Block.Source.Inline(String base64) -> json.name("image_url").string(dataUri(media, base64));
            case Block.Source.Address(String url) -> json.name("image_url").string(url);
            case Block.Source.Stored(String id) -> json.name("file_id").string(id);
            case Block.Source.Written _ -> {}
        }
        Spelling.write(json, media.notes(), Spelling.DETAIL);
        Spelling.ofPart(json, media.notes());
        json.endObject();
    }

    private void document(Block.Media media, String path) {
        if (media.source() instanceof Block.Source.Written(List<Block> blocks)) {
            losses.add(path, "a document of text becomes parts of the message");
            for (int i = 0; i < blocks.size(); i++) {
                part(Role.USER, blocks.get(i), path + ".blocks[" + i + "]");
            }
            return;
        }
        json.beginObject().name("type").string("input_file");
        String name = media.name();
        switch (media.source()) {
            case Block.Source.Inline(String base64) -> {
                name = name.isEmpty() ? "document" + ENDINGS.getOrDefault(media.mediaType(), "") : name;
                json.name("file_data").string(media.mediaType().isEmpty() ? base64 : dataUri(media, base64));
            }
            case Block.Source.Address(String url) -> json.name("file_url").string(url);
            case Block.Source.Stored(String id) -> json.name("file_id").string(id);
            case Block.Source.Written _ -> {}
        }
        if (!name.isEmpty()) {
            json.name("filename").string(name);
        }
        Spelling.ofPart(json, media.notes());
        json.endObject();
    }

    private static String dataUri(Block.Media media, String base64) {
        String type = media.mediaType().isEmpty() ? "image/png" : media.mediaType();
        return "data:" + type + ";base64," + base64;
    }
}
