package io.sluice.dialects.anthropic;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Seal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the blocks of a request's turns, one by one. */
final class BlockWriter {
    /** The longest name the API takes. */
    static final int LONGEST_NAME = 128;

    private final Losses losses;
    private final CacheMarks marks;
    private final ToolIds ids = new ToolIds();
    private final MediaWriter media;

    BlockWriter(Losses losses, CacheMarks marks, Quirks quirks) {
        this.losses = losses;
        this.marks = marks;
        this.media = new MediaWriter(losses, this, !quirks.flags().contains("no_image_url"));
    }

    /** The block in a turn of user or model; null where it does not go out. */
    @Nullable
    String inTurn(Block block, @Nullable CacheMark mark, String path) {
        return written(block, marks.inTurns(mark, path), path);
    }

    /** The block in the rules; null where it does not go out. */
    @Nullable
    String inRules(Block block, @Nullable CacheMark mark, String path) {
        if (!(block instanceof Block.Text) && !isOwn(block)) {
            losses.add(path, "anthropic's rules are text only");
            return null;
        }
        return written(block, marks.ahead(mark, path), path);
    }

    /** Blocks within a block, as a JSON list. */
    String list(List<Block> blocks, String path) {
        JsonWriter json = new JsonWriter().beginArray();
        for (int i = 0; i < blocks.size(); i++) {
            String place = path + "[" + i + "]";
            String written = inTurn(blocks.get(i), blocks.get(i).notes().cache(), place);
            if (written != null) {
                json.raw(written);
            }
        }
        return json.endArray().toString();
    }

    private static boolean isOwn(Block block) {
        return block instanceof Block.Opaque opaque && opaque.dialect().equals(AnthropicMessages.ID);
    }

    private @Nullable String written(Block block, @Nullable CacheMark mark, String path) {
        return switch (block) {
            case Block.Text text -> text(text, mark, path);
            case Block.Media some -> {
                JsonWriter json = media.begun(some, path);
                yield json == null ? null : ended(json, block, mark, path);
            }
            case Block.Thinking thinking -> thinking(thinking, path);
            case Block.HiddenThinking hidden -> hidden(hidden, path);
            case Block.ToolCall call -> call(call, mark, path);
            case Block.ToolResult result -> result(result, mark, path);
            case Block.Refusal refusal -> {
                losses.add(path, "anthropic has no refusals: it goes as text");
                yield text(Block.Text.of(refusal.text()), mark, path);
            }
            case Block.Opaque opaque ->
                isOwn(opaque) ? opaque.json() : lost(path, "a block only its own dialect knows");
        };
    }

    private @Nullable String text(Block.Text text, @Nullable CacheMark mark, String path) {
        if (text.text().isBlank()) {
            // The API refuses it, and it says nothing.
            if (mark != null) {
                losses.add(path + ".cache", "anthropic takes no cache mark on an empty text");
            }
            return null;
        }
        JsonWriter json = new JsonWriter().beginObject().name("type").string("text");
        json.name("text").string(text.text());
        List<Citation> own = text.citations().stream()
                .filter(citation -> citation.dialect().equals(AnthropicMessages.ID))
                .toList();
        if (own.size() < text.citations().size()) {
            losses.add(path + ".citations", "anthropic takes its own citations only");
        }
        if (!own.isEmpty()) {
            json.name("citations").beginArray();
            own.forEach(citation -> json.raw(citation.json()));
            json.endArray();
        }
        return ended(json, text, mark, path);
    }

    private @Nullable String thinking(Block.Thinking thinking, String path) {
        Seal seal = thinking.seal();
        if (seal == null) {
            return lost(path, "anthropic takes no thinking without a signature");
        }
        if (!seal.family().equals(Seal.ANTHROPIC)) {
            return lost(path, "thinking sealed by another family");
        }
        JsonWriter json = new JsonWriter().beginObject().name("type").string("thinking");
        json.name("thinking").string(thinking.text()).name("signature").string(seal.data());
        return ended(json, thinking, null, path);
    }

    private @Nullable String hidden(Block.HiddenThinking hidden, String path) {
        if (!hidden.seal().family().equals(Seal.ANTHROPIC)) {
            return lost(path, "thinking sealed by another family");
        }
        JsonWriter json = new JsonWriter().beginObject().name("type").string("redacted_thinking");
        return ended(json.name("data").string(hidden.seal().data()), hidden, null, path);
    }

    private String call(Block.ToolCall call, @Nullable CacheMark mark, String path) {
        if (call.seal() != null) {
            losses.add(path + ".seal", "anthropic's tool calls have no seal");
        }
        JsonWriter json = new JsonWriter().beginObject().name("type").string("tool_use");
        json.name("id").string(ids.call(call.id()));
        json.name("name").string(FittedTools.name(call.name(), LONGEST_NAME));
        return ended(json.name("input").raw(input(call, path)), call, mark, path);
    }

    private String input(Block.ToolCall call, String path) {
        String arguments = call.arguments().strip();
        if (call.free()) {
            return FittedTools.wrapped(call.arguments());
        }
        if (arguments.isEmpty()) {
            return "{}";
        }
        if (arguments.startsWith("{") && OpaqueBlock.isJson(arguments)) {
            return arguments;
        }
        losses.add(path + ".arguments", "arguments that are no JSON object are wrapped in one");
        return FittedTools.wrapped(call.arguments());
    }

    private String result(Block.ToolResult result, @Nullable CacheMark mark, String path) {
        JsonWriter json = new JsonWriter().beginObject().name("type").string("tool_result");
        json.name("tool_use_id").string(ids.result(result.id()));
        String content = list(result.content(), path + ".content");
        if (!content.equals("[]")) {
            json.name("content").raw(content);
        }
        if (result.failed()) {
            json.name("is_error").bool(true);
        }
        return ended(json, result, mark, path);
    }

    private String ended(JsonWriter json, Block block, @Nullable CacheMark mark, String path) {
        notes(json, block.notes().extras(), mark, path);
        return json.endObject().toString();
    }

    /** Writes a mark and our own extras into an open object; foreign extras are lost. */
    void notes(JsonWriter json, Extras extras, @Nullable CacheMark mark, String path) {
        if (mark != null) {
            json.name("cache_control").beginObject().name("type").string("ephemeral");
            if (mark == CacheMark.HOUR) {
                json.name("ttl").string("1h");
            }
            json.endObject();
        }
        losses.foreign(path, extras, AnthropicMessages.ID);
        if (extras.dialect().equals(AnthropicMessages.ID)) {
            extras.fields().forEach((name, value) -> json.name(name).raw(value));
        }
    }

    private @Nullable String lost(String path, String reason) {
        losses.add(path, reason);
        return null;
    }
}
