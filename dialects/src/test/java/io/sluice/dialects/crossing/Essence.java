package io.sluice.dialects.crossing;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Turn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation says, whatever the dialect it was read from. Neighbouring turns of a side are one; tools that take
 * text are told by the arguments that carry it, as {@link FittedTools} does; calls are told apart by their order.
 */
final class Essence {
    private final List<Said> said = new ArrayList<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private final List<Said> seals = new ArrayList<>();
    private final StringBuilder rules = new StringBuilder();

    private Essence() {}

    static List<Said> of(Conversation conversation) {
        Essence essence = new Essence();
        essence.turns(conversation.turns());
        essence.tools(conversation);
        essence.sampling(conversation.sampling());
        essence.reasoning(conversation.reasoning());
        essence.format(conversation.format());
        essence.say("user", "", conversation.user());
        essence.say("metadata", "", Canon.of(conversation.metadata()));
        return essence.said;
    }

    private void turns(List<Turn> turns) {
        List<Block> merged = new ArrayList<>();
        Role role = Role.USER;
        boolean amid = false;
        for (Turn turn : turns) {
            say("name", turn.role().name(), turn.name());
            // Rules between two turns of a side part them for nobody who has them elsewhere.
            if (turn.role() == Role.SYSTEM || turn.role() == Role.DEVELOPER) {
                amid |= (!merged.isEmpty() || !said.isEmpty())
                        && turn.blocks().stream()
                                .anyMatch(block -> block instanceof Block.Text text
                                        && !text.text().isBlank());
                turn(Role.SYSTEM, turn.blocks());
                continue;
            }
            if (turn.role() != role) {
                turn(role, merged);
                merged.clear();
                role = turn.role();
            }
            merged.addAll(turn.blocks());
        }
        turn(role, merged);
        say("system", "", rules.toString());
        say("place", "", amid ? "rules amid the conversation" : "");
    }

    private void turn(Role role, List<Block> blocks) {
        String place = role.name().toLowerCase(java.util.Locale.ROOT);
        StringBuilder text = new StringBuilder();
        for (Block block : blocks) {
            switch (block) {
                case Block.Text(String words, var _, var _) -> text.append(words);
                case Block.Refusal(String words, var _) -> text.append(words);
                default -> {}
            }
        }
        // Where rules stand is said by the losses; what they say is said once.
        if (role == Role.SYSTEM) {
            rules.append(squeezed(text.toString()));
        } else {
            say("text", place, squeezed(text.toString()));
        }
        joined(blocks).forEach(block -> block(place, block));
        said.addAll(seals);
        seals.clear();
    }

    /** Gemini streams one thought in several parts, the last with the proof: a thought without one goes on in the next. */
    private static List<Block> joined(List<Block> blocks) {
        List<Block> joined = new ArrayList<>();
        for (Block block : blocks) {
            if (block instanceof Block.Thinking(String more, var seal, String id, var notes)
                    && !joined.isEmpty()
                    && joined.getLast() instanceof Block.Thinking(String begun, var none, var _, var _)
                    && none == null) {
                joined.removeLast();
                joined.add(new Block.Thinking(begun + more, seal, id, notes));
            } else {
                joined.add(block);
            }
        }
        return joined;
    }

    /** Texts that were several are joined by a line here and nothing there: blanks at the seams tell nothing. */
    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private void block(String place, Block block) {
        if (block.notes().cache() != null) {
            say("cache", place, "marked");
        }
        switch (block) {
            case Block.Text text -> {
                for (int i = 0; i < text.citations().size(); i++) {
                    say("citation", place, text.citations().get(i).url() + " ");
                }
            }
            case Block.Refusal _ -> say("refusal", place, "refusal");
            case Block.Media media -> say("media", place, media(media));
            case Block.Thinking thinking -> {
                say("thinking", place, thinking.text());
                seal(place, thinking.seal());
            }
            case Block.HiddenThinking hidden -> seal(place, hidden.seal());
            case Block.ToolCall call -> {
                calls.put(call.id(), calls.size());
                String arguments = call.free() ? FittedTools.wrapped(call.arguments()) : call.arguments();
                say("call", place, fitted(call.name()) + " " + Canon.arguments(arguments));
                seal(place, call.seal());
            }
            case Block.ToolResult result -> result(place, result);
            case Block.Opaque opaque -> say("opaque", place, opaque.dialect() + " " + opaque.type());
        }
    }

    private void result(String place, Block.ToolResult result) {
        StringBuilder text = new StringBuilder();
        List<String> media = new ArrayList<>();
        for (Block block : result.content()) {
            switch (block) {
                case Block.Text words -> text.append(words.text());
                case Block.Media one -> media.add(media(one));
                default -> say("opaque", place, "in a result");
            }
        }
        String of = String.valueOf(calls.getOrDefault(result.id(), -1));
        say("result", place, "of call " + of + ": " + squeezed(text.toString()));
        media.forEach(one -> say("result.media", place, one));
        say("result.failed", place, result.failed() ? "failed" : "");
    }

    private static String media(Block.Media media) {
        if (media.sort() == Block.Media.Sort.DOCUMENT && !written(media).isEmpty()) {
            return "DOCUMENT of text " + squeezed(written(media));
        }
        String source = switch (media.source()) {
            case Block.Source.Inline(String base64) -> "inline " + base64.hashCode();
            case Block.Source.Address(String url) -> url;
            case Block.Source.Stored(String id) -> "stored " + id;
            case Block.Source.Written(List<Block> blocks) -> "written " + blocks.size();
        };
        return media.sort() + " " + source;
    }

    /** What a document of plain text says, whichever way it holds it; empty of others. */
    private static String written(Block.Media media) {
        return switch (media.source()) {
            case Block.Source.Inline(String base64)
            when media.mediaType().startsWith("text/") ->
                new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
            case Block.Source.Written(List<Block> blocks) -> {
                StringBuilder text = new StringBuilder();
                for (Block block : blocks) {
                    text.append(block instanceof Block.Text words ? words.text() : "");
                }
                yield text.toString();
            }
            default -> "";
        };
    }

    /** The proof of a call is its thinking's where only one of them can have it. */
    private void seal(String place, @Nullable Seal seal) {
        // The newest Geminis want a proof at every call, and this is the word for there being none.
        if (seal != null && !seal.data().equals("skip_thought_signature_validator")) {
            seals.add(new Said("seal", place, seal.family() + " " + seal.data()));
        }
    }

    private void tools(Conversation conversation) {
        ToolChoice choice = conversation.tools().choice();
        List<Tool> callable = conversation.tools().list().stream()
                .filter(tool -> isCallable(tool.name(), choice))
                .toList();
        for (Tool tool : callable) {
            String place = tool.name();
            if (tool.notes().cache() != null) {
                say("tool.cache", place, "marked");
            }
            switch (tool) {
                case Tool.Function function -> {
                    say("tool", place, "named " + fitted(function.name()));
                    say("tool.description", place, function.description());
                    say("tool.schema", place, Canon.of(function.schema()));
                    say("tool.strict", place, Boolean.TRUE.equals(function.strict()) ? "strict" : "");
                }
                case Tool.Free free -> {
                    say("tool", place, "named " + fitted(free.name()));
                    say("tool.description", place, free.description());
                    say("tool.schema", place, Canon.of(FittedTools.TEXT_SCHEMA));
                    say("tool.format", place, Canon.of(free.format()));
                }
                case Tool.Server server -> say("tool.server", place, server.name());
            }
        }
        String forced = choice(choice);
        List<Tool> own =
                callable.stream().filter(tool -> !(tool instanceof Tool.Server)).toList();
        say(
                "tool_choice",
                "",
                forced.equals("some") && own.size() == 1 ? fitted(own.getFirst().name()) : forced);
        // Without tools there is nothing to do at a time.
        boolean single = !(choice instanceof ToolChoice.None)
                && Boolean.FALSE.equals(conversation.tools().parallel())
                && said.stream().anyMatch(one -> one.sort().startsWith("tool"));
        say("parallel", "", single ? "one at a time" : "");
    }

    /** The name as all dialects take it: whoever answers gets the caller's own back. */
    private static String fitted(String name) {
        return FittedTools.name(name, 64);
    }

    /** Tools that may not be called need not be there, unless they have been. */
    private boolean isCallable(String tool, @Nullable ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Allowed(List<String> names, var _) -> names.contains(tool);
            case ToolChoice.Named(String name) -> name.equals(tool);
            case ToolChoice.None _ -> !calls.isEmpty();
            case null, default -> true;
        };
    }

    private String choice(@Nullable ToolChoice choice) {
        return switch (choice) {
            case null -> "";
            case ToolChoice.Auto _ -> "";
            case ToolChoice.None _ -> calls.isEmpty() ? "" : "none";
            case ToolChoice.Required _ -> "some";
            case ToolChoice.Allowed(var _, boolean required) -> required ? "some" : "";
            case ToolChoice.Named(String name) -> fitted(name);
            case ToolChoice.Opaque opaque -> opaque.toString();
        };
    }

    private void sampling(Sampling sampling) {
        say("max_tokens", "", text(sampling.maxOutput()));
        say("temperature", "", Canon.of(sampling.temperature()));
        // All of the tokens are every dialect's default.
        say("top_p", "", Canon.of(sampling.topP()).replaceFirst("^1$", ""));
        say("top_k", "", Canon.of(sampling.topK()));
        say("presence_penalty", "", Canon.of(sampling.presencePenalty()));
        say("frequency_penalty", "", Canon.of(sampling.frequencyPenalty()));
        say("seed", "", text(sampling.seed()));
        say("n", "", sampling.choices() == null || sampling.choices() == 1 ? "" : text(sampling.choices()));
        say("stop", "", sampling.stop().isEmpty() ? "" : sampling.stop().toString());
        say("logprobs", "", Boolean.TRUE.equals(sampling.logprobs()) ? "asked" : "");
        say("top_logprobs", "", text(sampling.topLogprobs()));
    }

    private void reasoning(Reasoning reasoning) {
        boolean off = reasoning.mode() == Reasoning.Mode.OFF || reasoning.effort() == Reasoning.Effort.NONE;
        boolean measured = reasoning.effort() != null || reasoning.budget() != null;
        // Who says how much says that; no effort is no thinking.
        say("reasoning.mode", "", off ? "OFF" : measured || reasoning.mode() == null ? "" : "thinks");
        say("reasoning.effort", "", off ? "" : text(reasoning.effort()));
        say("reasoning.budget", "", text(reasoning.budget()));
        say("reasoning.shown", "", text(reasoning.shown()));
    }

    private void format(@Nullable OutputFormat format) {
        switch (format) {
            case null -> {}
            case OutputFormat.Text _ -> {}
            case OutputFormat.JsonObject _ -> say("format", "", "any object");
            case OutputFormat.Opaque opaque -> say("format", "", opaque.toString());
            case OutputFormat.JsonSchema schema -> {
                say("format", "", "of a schema");
                say("format.schema", "", Canon.of(schema.schema()));
                say("format.name", "", schema.name());
                say("format.description", "", schema.description());
                say("format.strict", "", Boolean.TRUE.equals(schema.strict()) ? "strict" : "");
            }
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private void say(String sort, String place, @Nullable String what) {
        if (what != null && !what.isEmpty()) {
            said.add(new Said(sort, place.isEmpty() ? "the top" : place, what));
        }
    }
}
