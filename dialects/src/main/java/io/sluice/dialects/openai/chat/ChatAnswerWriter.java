package io.sluice.dialects.openai.chat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Block.Media.Sort;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a whole answer for a caller of chat. */
final class ChatAnswerWriter {
    private static final String MESSAGE = "message.";
    private static final String LOGPROBS = "logprobs.";

    private final Answer answer;
    private final Asked asked;
    private final AnswerNames names;
    private final boolean legacy;

    ChatAnswerWriter(Answer answer, Asked asked) {
        this.answer = answer;
        this.asked = asked;
        names = new AnswerNames(asked);
        legacy = LegacyCalls.spoken(asked.conversation().tools());
    }

    byte[] write() {
        if (answer.error() != null) {
            return ChatErrors.body(answer.error(), asked.callId());
        }
        JsonWriter json = names.head("chat.completion");
        json.name("choices").beginArray();
        for (Answer.Choice choice : answer.choices()) {
            choice(json, choice);
        }
        json.endArray();
        Map<String, String> notes = names.notes(answer.extras(), "", "");
        if (answer.usage() != null) {
            UsageWriter.write(json.name("usage"), answer.usage(), notes);
        }
        notes.forEach((name, value) -> {
            if (!name.startsWith(UsageWriter.NOTES)) {
                json.name(name).raw(value);
            }
        });
        return json.endObject().toBytes();
    }

    private void choice(JsonWriter json, Answer.Choice choice) {
        String path = "choices[" + choice.index() + "]";
        Map<String, String> notes = names.notes(choice.extras(), "", path);
        json.beginObject().name("index").number(choice.index());
        json.name("message").beginObject().name("role").string("assistant");
        message(json, choice.blocks(), path);
        notes.forEach((name, value) -> {
            if (name.startsWith(MESSAGE)) {
                json.name(name.substring(MESSAGE.length())).raw(value);
            }
        });
        json.endObject();
        logprobs(json, choice);
        json.name("finish_reason").string(FinishWords.write(reason(choice), legacy));
        if (choice.stopSequence() != null) {
            json.name("stop_reason").string(choice.stopSequence());
        }
        notes.forEach((name, value) -> {
            if (!name.startsWith(MESSAGE) && !name.startsWith(LOGPROBS)) {
                json.name(name).raw(value);
            }
        });
        json.endObject();
    }

    /** A provider without a word for the end just stopped; the official types want one. */
    private static FinishReason reason(Answer.Choice choice) {
        boolean calls = choice.blocks().stream().anyMatch(Block.ToolCall.class::isInstance);
        return FinishWords.told(choice.reason(), calls);
    }

    private void logprobs(JsonWriter json, Answer.Choice choice) {
        Extras own = choice.extras().dialect().equals(ChatRequestReader.ID) ? choice.extras() : Extras.NONE;
        Map<String, String> others = names.notes(own, LOGPROBS, "");
        json.name("logprobs");
        if (choice.logprobs() == null && others.isEmpty()) {
            json.nothing();
            return;
        }
        json.beginObject().name("content").raw(choice.logprobs() == null ? "null" : choice.logprobs());
        AnswerNames.logprobs(json, others);
        json.endObject();
    }

    private void message(JsonWriter json, List<Block> blocks, String path) {
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        JsonWriter annotations = new JsonWriter().beginArray();
        List<Block.ToolCall> calls = new ArrayList<>();
        List<Block.Media> images = new ArrayList<>();
        int cited = 0;
        for (Block block : blocks) {
            switch (block) {
                case Block.Text(String words, List<Citation> citations, var _) -> {
                    int from = text.length();
                    text.append(words);
                    cited += cite(annotations, citations, from, text.length(), path);
                }
                case Block.Refusal refused -> refusal.append(refused.text());
                case Block.ToolCall call -> calls.add(call);
                case Block.Media media when media.sort() == Sort.AUDIO -> SpokenAnswer.write(json.name("audio"), media);
                case Block.Media media when media.sort() == Sort.IMAGE -> images.add(media);
                case Block.Media _, Block.ToolResult _, Block.Opaque _ ->
                    asked.losses().add(path + ".message", "openai-chat has no such block in an answer");
                case Block.Thinking _, Block.HiddenThinking _ -> {}
            }
        }
        boolean silent = text.isEmpty() && (!calls.isEmpty() || !refusal.isEmpty());
        orNull(json.name("content"), text, silent);
        orNull(json.name("refusal"), refusal, refusal.isEmpty());
        thoughts(json, ThoughtWriter.of(blocks));
        if (cited > 0) {
            json.name("annotations").raw(annotations.endArray().toString());
        }
        images(json, images);
        calls(json, calls, path);
    }

    private static void orNull(JsonWriter json, StringBuilder text, boolean none) {
        if (none) {
            json.nothing();
        } else {
            json.string(text.toString());
        }
    }

    private int cite(JsonWriter json, List<Citation> citations, int from, int to, String path) {
        int cited = 0;
        for (Citation citation : citations) {
            if (Annotations.canSay(citation)) {
                Annotations.write(json, citation, from, to);
                cited++;
            } else {
                asked.losses().add(path + ".message.annotations", "openai-chat cites addresses alone");
            }
        }
        return cited;
    }

    private static void thoughts(JsonWriter json, ThoughtWriter thoughts) {
        if (!thoughts.words().isEmpty()) {
            json.name("reasoning_content").string(thoughts.words());
        }
        if (thoughts.needed()) {
            thoughts.write(json.name("reasoning_details"));
        }
    }

    private static void images(JsonWriter json, List<Block.Media> images) {
        if (!images.isEmpty()) {
            json.name("images").beginArray();
            images.forEach(image -> image(json, image));
            json.endArray();
        }
    }

    /** A picture the model made, as OpenRouter writes it. */
    static void image(JsonWriter json, Block.Media image) {
        String url = switch (image.source()) {
            case Block.Source.Inline(String base64) -> DataUri.write(image.mediaType(), base64);
            case Block.Source.Address(String at) -> at;
            case Block.Source.Stored(String id) -> id;
            case Block.Source.Written _ -> "";
        };
        json.beginObject().name("type").string("image_url").name("image_url").beginObject();
        json.name("url").string(url).endObject().endObject();
    }

    private void calls(JsonWriter json, List<Block.ToolCall> calls, String path) {
        if (calls.isEmpty()) {
            return;
        }
        if (legacy) {
            if (calls.size() > 1) {
                asked.losses().add(path + ".message.tool_calls", "a legacy function call is the only one of its turn");
            }
            Block.ToolCall first = calls.getFirst();
            json.name("function_call").beginObject().name("name").string(first.name());
            json.name("arguments").string(first.arguments()).endObject();
            return;
        }
        json.name("tool_calls").beginArray();
        for (int i = 0; i < calls.size(); i++) {
            names.call(json.beginObject(), calls.get(i), i);
            json.endObject();
        }
        json.endArray();
    }
}
