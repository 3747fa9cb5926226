package io.sluice.dialects.gemini;

import io.sluice.dialects.Seeded;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import io.sluice.dialects.model.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conversations and answers made up from a seed, of what Gemini can say. */
final class Invented {
    private final Seeded seeded;
    private int names;

    Invented(Seeded seeded) {
        this.seeded = seeded;
    }

    Conversation conversation() {
        List<Turn> turns = new ArrayList<>();
        if (seeded.often()) {
            turns.add(spelled(Role.SYSTEM, text(), text()));
        }
        turns.add(Turn.of(Role.USER, text()));
        for (int i = seeded.below(3); i > 0; i--) {
            List<Block> said = said(false);
            turns.add(new Turn(Role.ASSISTANT, said, "", Notes.NONE));
            List<Block> results = said.stream()
                    .filter(Block.ToolCall.class::isInstance)
                    .map(block -> result((Block.ToolCall) block))
                    .toList();
            if (!results.isEmpty()) {
                turns.add(new Turn(Role.USER, results, "", Notes.NONE));
            }
            turns.add(Turn.of(Role.USER, text(), media()));
        }
        return new Conversation(
                "m", false, true, turns, tools(), sampling(), reasoning(), format(), null, null, extras());
    }

    Answer answer() {
        List<Answer.Choice> choices = new ArrayList<>();
        for (int i = 0; i <= seeded.below(2); i++) {
            List<Block> said = said(true);
            boolean calls = said.stream().anyMatch(Block.ToolCall.class::isInstance);
            FinishReason reason = calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            String word = "STOP";
            if (!seeded.often()) {
                reason = List.of(FinishReason.LENGTH, FinishReason.FILTERED, FinishReason.OTHER)
                        .get(seeded.below(3));
                word = switch (reason) {
                    case LENGTH -> "MAX_TOKENS";
                    case FILTERED -> "RECITATION";
                    default -> "MALFORMED_FUNCTION_CALL";
                };
            }
            Extras own = seeded.often() ? Extras.NONE : own("avgLogprobs", "-0.25");
            choices.add(new Answer.Choice(i, said, reason, word, null, logprobs(), own));
        }
        return new Answer("r1", "m", choices, usage(), null, own("createTime", "\"2026-01-01T00:00:00Z\""));
    }

    private static Extras own(String name, String json) {
        return Extras.of(GeminiGenerate.ID, Map.of(name, json));
    }

    private static Turn spelled(Role role, Block... blocks) {
        Notes notes = Notes.of(own(Extras.SPELLING + "role", "\"user\""));
        return new Turn(role, List.of(blocks), "", notes);
    }

    private Block text() {
        return Block.Text.of("t" + seeded.text(12));
    }

    private Block media() {
        return switch (seeded.below(3)) {
            case 0 ->
                new Block.Media(
                        Block.Media.Sort.IMAGE, "image/png", new Block.Source.Inline("aGVsbG8="), "", Notes.NONE);
            case 1 ->
                new Block.Media(
                        Block.Media.Sort.VIDEO, "video/mp4", new Block.Source.Address("gs://b/v.mp4"), "", Notes.NONE);
            default ->
                new Block.Media(
                        Block.Media.Sort.DOCUMENT,
                        "application/pdf",
                        new Block.Source.Stored("https://generativelanguage.googleapis.com/v1beta/files/a1"),
                        "",
                        Notes.of(own("mediaResolution", "{\"level\":\"MEDIA_RESOLUTION_LOW\"}")));
        };
    }

    /** What a model says; to a caller, seals of other families may be on it. */
    private List<Block> said(boolean anyFamily) {
        List<Block> blocks = new ArrayList<>();
        boolean proof = false;
        for (int i = 1 + seeded.below(5); i > 0; i--) {
            Block last = blocks.isEmpty() ? null : blocks.getLast();
            boolean bare = last instanceof Block.Thinking thinking && thinking.seal() == null;
            switch (seeded.below(6)) {
                case 0 -> {
                    if (!(last instanceof Block.Text)) {
                        blocks.add(text());
                        proof = false;
                    }
                }
                case 1 -> {
                    if (!(last instanceof Block.Thinking)) {
                        Seal seal = seeded.often() ? seal(anyFamily) : null;
                        blocks.add(new Block.Thinking("w" + seeded.text(9), seal, "", Notes.NONE));
                        proof = seal != null;
                    }
                }
                case 2 -> {
                    if (!bare) {
                        Seal seal = seal(anyFamily);
                        String id = seal.family().equals(Seal.GEMINI) ? "" : "rs_" + names++;
                        blocks.add(new Block.HiddenThinking(seal, id, Notes.NONE));
                        proof = true;
                    }
                }
                case 3 -> {
                    if (!bare) {
                        blocks.add(new Block.Opaque(
                                GeminiGenerate.ID,
                                "executableCode",
                                "{\"executableCode\":{\"code\":\"1+1\",\"language\":\"PYTHON\"}}",
                                Notes.NONE));
                        proof = false;
                    }
                }
                default -> {
                    Seal own = proof || !seeded.often() ? new Seal(Seal.GEMINI, "c" + names) : null;
                    blocks.add(new Block.ToolCall(
                            "id" + names++, "tool" + seeded.below(3), seeded.object(2), false, own, Notes.NONE));
                    proof = false;
                }
            }
        }
        return blocks.isEmpty() ? List.of(text()) : blocks;
    }

    private Seal seal(boolean anyFamily) {
        String family = anyFamily && seeded.often() ? Seal.ANTHROPIC : Seal.GEMINI;
        return new Seal(family, "p" + names++);
    }

    private Block result(Block.ToolCall call) {
        List<Block> content = new ArrayList<>();
        for (int i = seeded.below(3); i > 0; i--) {
            content.add(Block.Text.of(seeded.often() ? seeded.text(9) : seeded.object(1)));
        }
        if (!seeded.often()) {
            content.add(media());
        }
        return new Block.ToolResult(call.id(), call.name(), content, !seeded.often(), Notes.NONE);
    }

    private Tools tools() {
        List<Tool> list = new ArrayList<>();
        for (int i = seeded.below(3); i > 0; i--) {
            String description = seeded.often() ? seeded.text(9) : null;
            list.add(new Tool.Function(
                    "tool" + i, description, seeded.often() ? seeded.object(2) : null, null, Notes.NONE));
        }
        boolean functions = !list.isEmpty();
        if (!seeded.often()) {
            list.add(new Tool.Server(GeminiGenerate.ID, "googleSearch", "{\"googleSearch\":{}}", Notes.NONE));
        }
        ToolChoice choice = switch (functions ? seeded.below(7) : 6) {
            case 0 -> new ToolChoice.Auto();
            case 1 -> new ToolChoice.None();
            case 2 -> new ToolChoice.Required();
            case 3 -> new ToolChoice.Named("tool1");
            case 4 -> new ToolChoice.Allowed(List.of("tool1", "tool2"), true);
            case 5 -> new ToolChoice.Allowed(List.of("tool1"), false);
            default -> null;
        };
        return new Tools(list, choice, null);
    }

    private Sampling sampling() {
        return new Sampling(
                seeded.often() ? (Long) (long) seeded.below(9_000) : null,
                decimal(),
                decimal(),
                decimal(),
                decimal(),
                decimal(),
                seeded.often() ? (Long) (long) -seeded.below(9_000) : null,
                seeded.often() ? (Integer) (1 + seeded.below(3)) : null,
                seeded.often() ? List.of() : List.of("s" + seeded.text(4), "\n"),
                seeded.often() ? Boolean.TRUE : null,
                seeded.often() ? (Integer) seeded.below(20) : null);
    }

    private @Nullable BigDecimal decimal() {
        return seeded.often() ? BigDecimal.valueOf(seeded.below(200), 2) : null;
    }

    private Reasoning reasoning() {
        Reasoning.Shown shown = switch (seeded.below(3)) {
            case 0 -> Reasoning.Shown.AUTO;
            case 1 -> Reasoning.Shown.OMITTED;
            default -> null;
        };
        return switch (seeded.below(5)) {
            case 0 -> new Reasoning(Reasoning.Mode.OFF, null, null, shown);
            case 1 -> new Reasoning(Reasoning.Mode.ADAPTIVE, null, null, shown);
            case 2 -> new Reasoning(Reasoning.Mode.ON, null, 1L + seeded.below(9_000), shown);
            case 3 -> new Reasoning(null, Reasoning.Effort.values()[1 + seeded.below(4)], null, shown);
            default -> new Reasoning(null, null, null, shown);
        };
    }

    private @Nullable OutputFormat format() {
        return switch (seeded.below(4)) {
            case 0 -> new OutputFormat.Text();
            case 1 -> new OutputFormat.JsonObject();
            case 2 -> new OutputFormat.JsonSchema("", null, seeded.object(3), null, Extras.NONE);
            default -> null;
        };
    }

    private Extras extras() {
        Map<String, String> fields = new LinkedHashMap<>();
        if (seeded.often()) {
            fields.put("safetySettings", "[{\"category\":\"HARM_CATEGORY_HARASSMENT\",\"threshold\":\"OFF\"}]");
            fields.put("generationConfig.speechConfig", "{\"languageCode\":\"de-DE\"}");
            fields.put("generationConfig.thinkingConfig.newThing", "5");
            fields.put("toolConfig.retrievalConfig", "{\"languageCode\":\"de\"}");
        }
        return Extras.of(GeminiGenerate.ID, fields);
    }

    private @Nullable String logprobs() {
        if (seeded.often()) {
            return null;
        }
        JsonWriter json = new JsonWriter().beginArray();
        for (int i = seeded.below(3); i >= 0; i--) {
            json.beginObject();
            token(json).name("top_logprobs").beginArray().beginObject();
            token(json).endObject().endArray().endObject();
        }
        return json.endArray().toString();
    }

    private JsonWriter token(JsonWriter json) {
        String token = "k" + seeded.text(3);
        json.name("token").string(token).name("logprob").raw("-0." + (1 + seeded.below(9)));
        json.name("bytes").beginArray();
        for (byte b : token.getBytes(StandardCharsets.UTF_8)) {
            json.number(b & 0xFF);
        }
        return json.endArray();
    }

    private @Nullable Usage usage() {
        return seeded.often() ? new Usage(n(), n(), 0, 0, n(), n(), n(), n(), n(), n()) : null;
    }

    private long n() {
        return seeded.often() ? seeded.below(5_000) : 0;
    }
}
