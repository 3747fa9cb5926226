package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Block.Source;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what a message says: one text where it is no more, else a list of parts. */
final class PartWriter {
    private static final Set<String> OBJECTS =
            Set.of("image_url", "video_url", "input_audio", "file", "function", "custom");

    private final TargetRules rules;
    private final Losses losses;

    PartWriter(TargetRules rules) {
        this.rules = rules;
        losses = rules.losses();
    }

    /** The content of those blocks; empty text where nothing of them could be written. */
    void content(JsonWriter json, List<Block> blocks, String path) {
        List<byte[]> parts = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        boolean alone = blocks.size() == 1 && isPlain(blocks.getFirst());
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block instanceof Block.Text text && (alone || rules.has("flatten_content"))) {
                words.append(words.isEmpty() ? "" : "\n").append(text.text());
                notes(text.notes(), path + ".content[" + i + "]", null);
            } else if (rules.has("flatten_content")) {
                losses.add(path + ".content[" + i + "]", "the provider takes text alone");
            } else {
                byte[] part = part(block, path + ".content[" + i + "]");
                parts.addAll(part == null ? List.of() : List.of(part));
            }
        }
        if (parts.isEmpty()) {
            json.string(words.toString());
        } else {
            json.beginArray();
            parts.forEach(part -> json.raw(Bytes.of(part)));
            json.endArray();
        }
    }

    /** Whether the block is a text that needs no part of its own. */
    private boolean isPlain(Block block) {
        return block instanceof Block.Text(var _, var _, Notes notes)
                && (notes.cache() == null || rules.cacheField() == null)
                && !notes.extras().dialect().equals(ChatRequestReader.ID);
    }

    private byte @Nullable [] part(Block block, String path) {
        return switch (block) {
            case Block.Text(String text, var _, Notes notes) -> {
                JsonWriter json = new JsonWriter().beginObject().name("type").string("text");
                json.name("text").string(text);
                yield closed(json, notes, path);
            }
            case Block.Refusal(String text, Notes notes) -> {
                JsonWriter json = new JsonWriter().beginObject().name("type").string("refusal");
                json.name("refusal").string(text);
                yield closed(json, notes, path);
            }
            case Block.Thinking thinking -> thinking(thinking, path);
            case Block.Media media -> media(media, path);
            case Block.Opaque(String dialect, var _, String written, var _) -> {
                boolean own = dialect.equals(ChatRequestReader.ID);
                if (!own) {
                    losses.add(path, "openai-chat has no such block");
                }
                yield own ? new JsonWriter().raw(written).toBytes() : null;
            }
            case Block.HiddenThinking _, Block.ToolCall _, Block.ToolResult _ -> {
                losses.add(path, "openai-chat has no such block in this place");
                yield null;
            }
        };
    }

    private byte[] thinking(Block.Thinking thinking, String path) {
        JsonWriter json = new JsonWriter().beginObject().name("type").string("thinking");
        json.name("thinking").beginArray().beginObject().name("type").string("text");
        json.name("text").string(thinking.text()).endObject().endArray();
        if (thinking.seal() != null) {
            json.name("signature").string(thinking.seal().data());
        }
        return closed(json, thinking.notes(), path);
    }

    private byte @Nullable [] media(Block.Media media, String path) {
        return switch (media.sort()) {
            case IMAGE -> address("image_url", media, path);
            case VIDEO -> address("video_url", media, path);
            case AUDIO -> audio(media, path);
            case DOCUMENT -> document(media, path);
        };
    }

    private byte @Nullable [] address(String field, Block.Media media, String path) {
        String url = switch (media.source()) {
            case Source.Inline(String base64) -> DataUri.write(media.mediaType(), base64);
            case Source.Address(String at) -> rules.has("no_image_url") ? null : at;
            case Source.Stored _, Source.Written _ -> null;
        };
        if (url == null) {
            String reason = "the provider takes no " + (field.equals("image_url") ? "image" : "film") + " from there";
            lost(media, path, reason);
            return null;
        }
        JsonWriter json = new JsonWriter().beginObject().name("type").string(field);
        json.name(field).beginObject().name("url").string(url);
        inner(json, media.notes().extras(), field + ".");
        return closed(json.endObject(), media.notes(), path);
    }

    private byte @Nullable [] audio(Block.Media media, String path) {
        if (!(media.source() instanceof Source.Inline(String base64))) {
            lost(media, path, "openai-chat takes sound only in the message");
            return null;
        }
        JsonWriter json = new JsonWriter().beginObject().name("type").string("input_audio");
        json.name("input_audio");
        // Mistral takes the sound alone and finds its format out.
        if (media.mediaType().isEmpty() || "string".equals(rules.value("audio_part"))) {
            json.string(base64);
        } else {
            json.beginObject().name("data").string(base64);
            json.name("format").string(AudioFormats.format(media.mediaType()));
            inner(json, media.notes().extras(), "input_audio.");
            json.endObject();
        }
        return closed(json, media.notes(), path);
    }

    private byte @Nullable [] document(Block.Media media, String path) {
        if (media.source() instanceof Source.Written(List<Block> blocks)) {
            losses.add(path, "a document of text went as text");
            StringBuilder words = new StringBuilder(media.name());
            for (Block block : blocks) {
                words.append(words.isEmpty() ? "" : "\n").append(block instanceof Block.Text text ? text.text() : "");
            }
            return part(Block.Text.of(words.toString()), path);
        }
        if (rules.has("no_file_part")) {
            losses.add(path, "the provider takes no documents");
            return null;
        }
        return "document_url".equals(rules.value("document_part")) ? atAddress(media, path) : file(media, path);
    }

    private byte @Nullable [] atAddress(Block.Media media, String path) {
        String url = switch (media.source()) {
            case Source.Inline(String base64) -> DataUri.write(media.mediaType(), base64);
            case Source.Address(String at) -> at;
            case Source.Stored _, Source.Written _ -> "";
        };
        if (url.isEmpty()) {
            losses.add(path, "the provider takes no document from there");
            return null;
        }
        JsonWriter json = new JsonWriter().beginObject().name("type").string("document_url");
        json.name("document_url").string(url);
        if (!media.name().isEmpty()) {
            json.name("document_name").string(media.name());
        }
        return closed(json, media.notes(), path);
    }

    private byte @Nullable [] file(Block.Media media, String path) {
        JsonWriter json = new JsonWriter().beginObject().name("type").string("file");
        json.name("file").beginObject();
        switch (media.source()) {
            case Source.Stored(String id) -> json.name("file_id").string(id);
            case Source.Inline(String base64) ->
                json.name("file_data")
                        .string(media.mediaType().isEmpty() ? base64 : DataUri.write(media.mediaType(), base64));
            case Source.Address(String url) -> {
                if (!"url".equals(rules.value("file_data"))) {
                    lost(media, path, "the provider takes no document from there");
                    return null;
                }
                json.name("file_data").string(url);
            }
            case Source.Written _ -> throw new IllegalStateException("Text is written as text");
        }
        if (!media.name().isEmpty()) {
            json.name("filename").string(media.name());
        }
        inner(json, media.notes().extras(), "file.");
        return closed(json.endObject(), media.notes(), path);
    }

    /** Notes media that do not go; what stands at an address could go if somebody fetched it. */
    private void lost(Block.Media media, String path, String reason) {
        if (media.source() instanceof Source.Address(String url)) {
            losses.unreached(path, media.sort(), url, reason);
        } else {
            losses.add(path, reason);
        }
    }

    private byte[] closed(JsonWriter json, Notes notes, String path) {
        notes(notes, path, json);
        return json.endObject().toBytes();
    }

    /** The cache mark and the fields of an object's own; what cannot go is lost, all of it where {@code json} is null. */
    void notes(Notes notes, String path, @Nullable JsonWriter json) {
        String field = rules.cacheField();
        if (notes.cache() != null && (field == null || json == null)) {
            losses.add(path + ".cache", "the provider takes no cache marks");
        } else if (notes.cache() != null && json != null && field != null) {
            json.name(field).raw(CacheMarks.written(field, notes.cache()));
        }
        Extras extras = notes.extras();
        losses.foreign(path, extras, ChatRequestReader.ID);
        if (json != null) {
            plain(json, extras);
        }
    }

    /** The fields of this dialect's own, but for those of an object inside and for spellings. */
    static void plain(JsonWriter json, Extras extras) {
        if (extras.dialect().equals(ChatRequestReader.ID)) {
            extras.fields().forEach((name, value) -> {
                int dot = name.indexOf('.');
                if (dot < 0 || (dot > 0 && !OBJECTS.contains(name.substring(0, dot)))) {
                    json.name(name).raw(value);
                }
            });
        }
    }

    /** The fields of an object inside another, kept under {@code object.}. */
    static void inner(JsonWriter json, Extras extras, String prefix) {
        if (extras.dialect().equals(ChatRequestReader.ID)) {
            extras.fields().forEach((name, value) -> {
                if (name.startsWith(prefix)) {
                    json.name(name.substring(prefix.length())).raw(value);
                }
            });
        }
    }
}
