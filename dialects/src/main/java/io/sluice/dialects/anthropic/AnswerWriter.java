package io.sluice.dialects.anthropic;

import io.sluice.dialects.Asked;
import io.sluice.dialects.FittedTools;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a whole answer for a caller of this dialect. */
final class AnswerWriter {
    private final Answer answer;
    private final Asked asked;
    private final Losses losses;
    private boolean calls;
    private boolean refused;

    AnswerWriter(Answer answer, Asked asked) {
        this.answer = answer;
        this.asked = asked;
        this.losses = asked.losses();
    }

    byte[] write() {
        if (answer.error() != null) {
            return MessagesErrors.body(answer.error(), asked.callId());
        }
        JsonWriter json = new JsonWriter().beginObject();
        json.name("id")
                .string(id(asked))
                .name("type")
                .string("message")
                .name("role")
                .string("assistant");
        json.name("model").string(asked.model()).name("content").beginArray();
        Answer.Choice choice =
                answer.choices().isEmpty() ? null : answer.choices().getFirst();
        if (choice != null) {
            for (int i = 0; i < choice.blocks().size(); i++) {
                block(json, choice.blocks().get(i), i);
            }
        }
        json.endArray();
        ending(json, choice);
        losses.foreign("", answer.extras(), AnthropicMessages.ID);
        if (answer.choices().size() > 1) {
            losses.add("choices", "anthropic answers once");
        }
        extras(json);
        String others = answer.extras().field(AnthropicMessages.ID, "usage");
        Usage usage = answer.usage() == null ? Usage.NONE : answer.usage();
        json.name("usage").raw(UsageText.object(usage, others).toString());
        return json.endObject().toBytes();
    }

    static String id(Asked asked) {
        return "msg_" + asked.callId();
    }

    private void ending(JsonWriter json, Answer.@Nullable Choice choice) {
        FinishReason reason = choice == null || choice.reason() == null ? FinishReason.OTHER : choice.reason();
        String sequence = choice == null ? null : choice.stopSequence();
        String word = stopReason(reason, choice == null ? "" : choice.word(), sequence, calls, refused);
        json.name("stop_reason").string(word).name("stop_sequence");
        if (sequence == null) {
            json.nothing();
        } else {
            json.string(sequence);
        }
        if (choice != null) {
            losses.foreign("choices[0]", choice.extras(), AnthropicMessages.ID);
            if (choice.logprobs() != null) {
                losses.add("choices[0].logprobs", "anthropic has no logprobs");
            }
        }
    }

    /** The word for why it ended; hosts that say only "stop" after a call, or after a refusal, mean more by it. */
    static String stopReason(
            FinishReason reason, String word, @Nullable String sequence, boolean calls, boolean refused) {
        if (StopReasons.isOwn(word, reason)) {
            return word;
        }
        boolean stopped = reason == FinishReason.STOP || reason == FinishReason.OTHER;
        if (stopped && calls) {
            return "tool_use";
        }
        if (stopped && refused) {
            return "refusal";
        }
        return stopped && sequence != null ? "stop_sequence" : StopReasons.write(reason);
    }

    private void extras(JsonWriter json) {
        if (answer.extras().dialect().equals(AnthropicMessages.ID)) {
            answer.extras().fields().forEach((name, value) -> {
                if (!name.equals("usage")) {
                    json.name(name).raw(value);
                }
            });
        }
    }

    private void block(JsonWriter json, Block block, int number) {
        String path = "choices[0].content[" + number + "]";
        switch (block) {
            case Block.Text text -> text(json, text, path);
            case Block.Thinking thinking -> {
                Seal seal = thinking.seal();
                unnamed(thinking.id(), path, losses);
                json.beginObject()
                        .name("type")
                        .string("thinking")
                        .name("thinking")
                        .string(thinking.text());
                json.name("signature").string(seal == null ? "" : seal.carriedIn(Seal.ANTHROPIC));
                ended(json, thinking.notes().extras(), path);
            }
            case Block.HiddenThinking hidden -> {
                unnamed(hidden.id(), path, losses);
                json.raw(redacted(hidden.seal().carriedIn(Seal.ANTHROPIC)));
            }
            case Block.ToolCall call -> call(json, call, number, path);
            case Block.Refusal refusal -> {
                refused = true;
                losses.foreign(path, refusal.notes().extras(), AnthropicMessages.ID);
                json.raw(text(refusal.text()));
            }
            case Block.Opaque opaque when opaque.dialect().equals(AnthropicMessages.ID) -> json.raw(opaque.json());
            case Block.Opaque _ -> losses.add(path, "a block only its own dialect knows");
            case Block.Media _ -> losses.add(path, "anthropic's answers hold no media");
            case Block.ToolResult _ -> losses.add(path, "anthropic's answers hold no tool results");
        }
    }

    /** Thinking has no id here; what had one elsewhere loses it. */
    static void unnamed(String id, String path, Losses losses) {
        if (!id.isEmpty()) {
            losses.add(path + ".id", "anthropic has no ids of thinking");
        }
    }

    private void text(JsonWriter json, Block.Text text, String path) {
        json.beginObject().name("type").string("text").name("text").string(text.text());
        List<String> citations = text.citations().stream()
                .map(one -> citation(one, losses))
                .filter(one -> one != null)
                .toList();
        if (!citations.isEmpty()) {
            json.name("citations").beginArray();
            citations.forEach(json::raw);
            json.endArray();
        }
        ended(json, text.notes().extras(), path);
    }

    static @Nullable String citation(Citation citation, Losses losses) {
        String written = Citations.written(citation);
        if (written == null) {
            losses.add("citations", "anthropic's citations name an address of the web");
        }
        return written;
    }

    private void call(JsonWriter json, Block.ToolCall call, int number, String path) {
        calls = true;
        json.beginObject().name("type").string("tool_use").name("id").string(callId(call.id(), asked, number));
        json.name("name").string(call.name()).name("input").raw(input(call, path));
        ended(json, call.notes().extras(), path);
        if (call.seal() != null) {
            json.raw(redacted(CallSeals.carried(call.seal())));
        }
    }

    private String input(Block.ToolCall call, String path) {
        String written = input(call.arguments(), call.free());
        if (!call.free()
                && !call.arguments().isBlank()
                && !written.equals(call.arguments().strip())) {
            losses.add(path + ".arguments", "arguments that are no JSON object are wrapped in one");
        }
        return written;
    }

    static String callId(String id, Asked asked, int number) {
        return id.isEmpty() ? "toolu_" + asked.callId() + "_" + number : id;
    }

    /** Arguments as an object: a text's, and what is none (cut off, where the answer was), wrapped in one. */
    static String input(String arguments, boolean free) {
        String json = arguments.strip();
        if (free || !json.startsWith("{") || !OpaqueBlock.isJson(json)) {
            return json.isEmpty() && !free ? "{}" : FittedTools.wrapped(arguments);
        }
        return json;
    }

    private void ended(JsonWriter json, Extras extras, String path) {
        losses.foreign(path, extras, AnthropicMessages.ID);
        if (extras.dialect().equals(AnthropicMessages.ID)) {
            extras.fields().forEach((name, value) -> json.name(name).raw(value));
        }
        json.endObject();
    }

    static String redacted(String data) {
        JsonWriter json = new JsonWriter().beginObject().name("type").string("redacted_thinking");
        return json.name("data").string(data).endObject().toString();
    }

    static String text(String text) {
        JsonWriter json = new JsonWriter().beginObject().name("type").string("text");
        return json.name("text").string(text).endObject().toString();
    }
}
