package io.sluice.dialects.bedrock;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes content blocks, for a model to read or for a caller. */
final class ContentWriter {
    static final String OTHER_FAMILY = "thinking sealed by another family";
    private static final Set<String> MARKERS = Set.of("guardContent", "searchResult", "bucketOwner");

    private final Losses losses;
    private final @Nullable Family family;
    private final MediaWriter media;

    private ContentWriter(Losses losses, @Nullable Family family) {
        this.losses = losses;
        this.family = family;
        media = new MediaWriter(losses);
    }

    /** For a model of that family. */
    static ContentWriter toModel(Losses losses, Family family) {
        return new ContentWriter(losses, family);
    }

    /** For a caller, to whom seals of every family may go. */
    static ContentWriter toCaller(Losses losses) {
        return new ContentWriter(losses, null);
    }

    /** The block as it goes out; none where it cannot go, which is told; two where a call's seal goes after it. */
    List<Piece> pieces(Block block, String path) {
        losses.foreign(path, block.notes().extras(), BedrockConverse.ID);
        List<Piece> pieces = new ArrayList<>();
        switch (block) {
            case Block.Text text -> add(pieces, text(text, path));
            case Block.Media one -> add(pieces, media.piece(one, path));
            case Block.Thinking thinking -> add(pieces, thinking(thinking, path));
            case Block.HiddenThinking hidden -> add(pieces, hidden(hidden.seal(), path));
            case Block.ToolCall call -> {
                add(pieces, call(call, path));
                if (call.seal() != null && family != null) {
                    losses.add(path, OTHER_FAMILY);
                } else if (call.seal() != null) {
                    add(pieces, hidden(Seals.hungOnCall(call.seal()), path));
                }
            }
            case Block.ToolResult result -> add(pieces, result(result, path));
            case Block.Refusal refusal -> {
                losses.add(path, "bedrock has no refusals: it goes as text");
                add(pieces, text(Block.Text.of(refusal.text()), path));
            }
            case Block.Opaque opaque -> add(pieces, opaque(opaque, path));
        }
        return pieces;
    }

    private static void add(List<Piece> pieces, @Nullable Piece piece) {
        if (piece != null) {
            pieces.add(piece);
        }
    }

    private @Nullable Piece opaque(Block.Opaque opaque, String path) {
        if (opaque.dialect().equals(BedrockConverse.ID)) {
            return new Piece(opaque.type(), opaque.json());
        }
        losses.add(path, "bedrock has no such block");
        return null;
    }

    private @Nullable Piece text(Block.Text text, String path) {
        if (family != null && Texts.isBlank(text.text()) && text.citations().isEmpty()) {
            if (!text.text().isEmpty()) {
                losses.add(path, "bedrock takes no blank text");
            }
            return null;
        }
        Extras extras = text.notes().extras();
        String guarded = extras.field(BedrockConverse.ID, "guardContent");
        if (guarded != null) {
            JsonWriter json = new JsonWriter().beginObject().name("text").beginObject();
            json.name("text").string(text.text());
            MediaWriter.members(json, guarded);
            return Piece.of("guardContent", json.endObject().endObject().toString());
        }
        List<Citation> citations = new ArrayList<>();
        for (Citation citation : text.citations()) {
            if (family == null || citation.dialect().equals(BedrockConverse.ID)) {
                citations.add(citation);
            } else {
                losses.add(path + ".citations", "bedrock takes back its own citations only");
            }
        }
        return citations.isEmpty() ? plain(text.text(), extras) : cited(text.text(), citations, extras);
    }

    private static Piece plain(String text, Extras extras) {
        JsonWriter json = new JsonWriter().beginObject().name("text").string(text);
        own(json, extras);
        return new Piece("text", json.endObject().toString());
    }

    private static Piece cited(String text, List<Citation> citations, Extras extras) {
        JsonWriter json = new JsonWriter().beginObject().name("content").beginArray();
        json.beginObject().name("text").string(text).endObject().endArray();
        json.name("citations").beginArray();
        citations.forEach(citation -> json.raw(Citations.write(citation)));
        json.endArray();
        own(json, extras);
        return Piece.of("citationsContent", json.endObject().toString());
    }

    /** The fields of our own dialect that stand in the object as they are. */
    static void own(JsonWriter json, Extras extras) {
        if (extras.dialect().equals(BedrockConverse.ID)) {
            for (Map.Entry<String, String> field : extras.fields().entrySet()) {
                if (!MARKERS.contains(field.getKey()) && !field.getKey().startsWith(Extras.SPELLING)) {
                    json.name(field.getKey()).raw(field.getValue());
                }
            }
        }
    }

    private @Nullable Piece thinking(Block.Thinking thinking, String path) {
        Seal seal = thinking.seal();
        if (family == null && !thinking.id().isEmpty()) {
            losses.add(path + ".id", "bedrock has no ids of thinking");
        }
        if (family != null && seal != null && !family.takes(seal)) {
            losses.add(path, OTHER_FAMILY);
            return null;
        }
        if (family != null && seal == null && !family.takesUnsealed()) {
            if (!thinking.text().isEmpty()) {
                losses.add(path, "thinking without a seal");
            }
            return null;
        }
        JsonWriter json = new JsonWriter().beginObject().name("reasoningText").beginObject();
        json.name("text").string(thinking.text());
        if (seal != null) {
            json.name("signature").string(seal.carriedIn(Seal.ANTHROPIC));
        }
        own(json, thinking.notes().extras());
        return Piece.of("reasoningContent", json.endObject().endObject().toString());
    }

    private @Nullable Piece hidden(Seal seal, String path) {
        if (family != null && !family.takes(seal)) {
            losses.add(path, OTHER_FAMILY);
            return null;
        }
        return Piece.of("reasoningContent", "{\"redactedContent\":" + Texts.quoted(Seals.toRedacted(seal)) + "}");
    }

    private Piece call(Block.ToolCall call, String path) {
        JsonWriter json = new JsonWriter().beginObject();
        json.name("toolUseId").string(Ids.call(call.id()));
        json.name("name").string(Ids.tool(call.name()));
        json.name("input").raw(input(call, path));
        Spelling.write(json, "type", call.notes().extras());
        own(json, call.notes().extras());
        return Piece.of("toolUse", json.endObject().toString());
    }

    private String input(Block.ToolCall call, String path) {
        String arguments = call.arguments();
        if (call.free()) {
            return FittedTools.wrapped(arguments);
        }
        if (arguments.isBlank()) {
            return "{}";
        }
        if (Texts.isObject(arguments)) {
            return arguments;
        }
        losses.add(path + ".arguments", "arguments that are no JSON object are wrapped in one");
        return FittedTools.wrapped(arguments);
    }

    private Piece result(Block.ToolResult result, String path) {
        JsonWriter json = new JsonWriter().beginObject();
        json.name("toolUseId").string(Ids.call(result.id()));
        json.name("content").beginArray();
        int written = 0;
        for (int i = 0; i < result.content().size(); i++) {
            String at = path + ".content[" + i + "]";
            Piece piece = inResult(result.content().get(i), at);
            if (piece != null) {
                json.raw(piece.json());
                written++;
            }
        }
        if (written == 0 && family != null) {
            losses.add(path, "a tool result must say something: a period stands for none");
            json.raw(Piece.text(".").json());
        }
        json.endArray();
        if (result.failed() && family == Family.WRITER) {
            losses.add(path + ".failed", "this model takes no status of a tool result");
        } else if (result.failed()) {
            json.name("status").string("error");
        } else if (family != Family.WRITER) {
            Spelling.write(json, "status", result.notes().extras());
        }
        own(json, result.notes().extras());
        return Piece.of("toolResult", json.endObject().toString());
    }

    private @Nullable Piece inResult(Block block, String path) {
        losses.foreign(path, block.notes().extras(), BedrockConverse.ID);
        if (block.notes().cache() != null) {
            losses.add(path + ".cache", "bedrock has no cache points inside a tool result");
        }
        Piece piece = switch (block) {
            case Block.Text text -> {
                boolean object = Spelling.of(text.notes().extras(), Spelling.JSON) != null;
                yield object && Texts.isJson(text.text()) ? Piece.of("json", text.text()) : text(text, path);
            }
            case Block.Media one -> media.piece(one, path);
            case Block.Opaque opaque -> opaque(opaque, path);
            case Block.Thinking _, Block.HiddenThinking _, Block.ToolCall _, Block.ToolResult _, Block.Refusal _ -> {
                losses.add(path, "bedrock takes no such block in a tool result");
                yield null;
            }
        };
        if (piece != null && Set.of("audio", "citationsContent", "guardContent").contains(piece.sort())) {
            losses.add(path, "bedrock takes no such block in a tool result");
            return null;
        }
        return piece;
    }
}
