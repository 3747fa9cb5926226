package io.sluice.dialects.ollama;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Turn;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes turns as Ollama's messages: one text each, images beside it, results of tools in messages of their own. */
final class MessagesWriter {
    static final String NO_CACHE = "ollama has no cache marks";

    private final Losses losses;
    private final Map<String, String> toolNames = new HashMap<>();

    MessagesWriter(Losses losses) {
        this.losses = losses;
    }

    void write(JsonWriter json, List<Turn> turns) {
        json.beginArray();
        for (int i = 0; i < turns.size(); i++) {
            turn(json, turns.get(i), "messages[" + i + "]");
        }
        json.endArray();
    }

    private void turn(JsonWriter json, Turn turn, String path) {
        if (!turn.name().isEmpty()) {
            losses.add(path + ".name", "ollama has no names of speakers");
        }
        losses.foreign(path, turn.notes().extras(), OllamaChat.ID);
        Draft draft = new Draft(role(turn.role()));
        for (int i = 0; i < turn.blocks().size(); i++) {
            Block block = turn.blocks().get(i);
            String at = path + ".content[" + i + "]";
            losses.foreign(at, block.notes().extras(), OllamaChat.ID);
            if (block.notes().cache() != null) {
                losses.add("cache", NO_CACHE);
            }
            if (block instanceof Block.ToolResult result) {
                draft.write(json);
                draft = new Draft(role(turn.role()));
                result(json, result, at);
            } else {
                add(draft, block, at);
            }
        }
        draft.write(json);
    }

    private static String role(Role role) {
        return switch (role) {
            case SYSTEM, DEVELOPER -> "system";
            case USER -> "user";
            case ASSISTANT -> "assistant";
        };
    }

    private void add(Draft draft, Block block, String path) {
        switch (block) {
            case Block.Text text -> {
                if (!text.citations().isEmpty()) {
                    losses.add(path + ".citations", "ollama has no citations");
                }
                draft.text(text.text());
            }
            case Block.Media media -> media(draft, media, path);
            case Block.Thinking thinking -> {
                if (thinking.seal() == null) {
                    draft.thinking.append(thinking.text());
                } else {
                    losses.add(path, "thinking sealed by another family");
                }
            }
            case Block.HiddenThinking _ -> losses.add(path, "thinking sealed by another family");
            case Block.ToolCall call -> {
                toolNames.put(call.id(), call.name());
                if (call.seal() != null) {
                    losses.add(path, "thinking sealed by another family");
                }
                draft.call(call, arguments(call, path));
            }
            case Block.Refusal refusal -> {
                losses.add(path, "ollama has no refusals: it goes as text");
                draft.text(refusal.text());
            }
            case Block.Opaque _, Block.ToolResult _ -> losses.add(path, "ollama has no such block");
        }
    }

    private void media(Draft draft, Block.Media media, String path) {
        boolean image = media.sort() == Block.Media.Sort.IMAGE;
        switch (media.source()) {
            case Block.Source.Inline(String base64) -> {
                String text = image ? null : text(media, base64);
                if (image) {
                    draft.images.add(base64);
                } else if (text != null) {
                    losses.add(path, "ollama has no documents: their text goes");
                    draft.text(text);
                } else {
                    losses.add(path, "ollama takes images and text only");
                }
            }
            case Block.Source.Address(String url) -> {
                if (image || media.sort() == Block.Media.Sort.DOCUMENT) {
                    losses.unreached(path, media.sort(), url, "ollama fetches nothing from addresses");
                } else {
                    losses.add(path, "ollama takes images and text only");
                }
            }
            case Block.Source.Stored _ -> losses.add(path, "ollama has no stored files");
            case Block.Source.Written(List<Block> blocks) -> {
                losses.add(path, "ollama has no documents: their text goes");
                for (Block block : blocks) {
                    add(draft, block, path);
                }
            }
        }
    }

    private static @Nullable String text(Block.Media media, String base64) {
        if (!media.mediaType().startsWith("text/") && !media.mediaType().startsWith("application/json")) {
            return null;
        }
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private String arguments(Block.ToolCall call, String path) {
        if (call.free()) {
            return FittedTools.wrapped(call.arguments());
        }
        if (call.arguments().isBlank()) {
            return "{}";
        }
        if (isObject(call.arguments())) {
            return call.arguments();
        }
        losses.add(path + ".arguments", "arguments that are no JSON object are wrapped in one");
        return FittedTools.wrapped(call.arguments());
    }

    private static boolean isObject(String text) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(Bytes.of(text));
        return scanner.end() == null && scanner.outline().kind() == Kind.OBJECT;
    }

    private void result(JsonWriter json, Block.ToolResult result, String path) {
        if (result.failed()) {
            losses.add(path + ".failed", "ollama has no failures of tools");
        }
        Draft draft = new Draft("tool");
        for (int i = 0; i < result.content().size(); i++) {
            Block block = result.content().get(i);
            String at = path + ".content[" + i + "]";
            losses.foreign(at, block.notes().extras(), OllamaChat.ID);
            if (block instanceof Block.Text || block instanceof Block.Media) {
                add(draft, block, at);
            } else {
                losses.add(at, "ollama takes no such block in a tool's result");
            }
        }
        String known = toolNames.getOrDefault(result.id(), "");
        draft.toolName = result.name().isEmpty() ? known : result.name();
        draft.callId = result.id();
        draft.write(json);
    }
}
