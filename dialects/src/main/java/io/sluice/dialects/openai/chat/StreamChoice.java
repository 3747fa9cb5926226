package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One alternative of a stream that is being written; its blocks come one after another. */
final class StreamChoice {
    private static final String MESSAGE = "message.";
    private static final String LOGPROBS = "logprobs.";

    private final int index;
    private final ChatStreamWriter stream;
    private final boolean legacy;
    private final ThoughtWriter thoughts = new ThoughtWriter();
    private final StringBuilder thinking = new StringBuilder();
    private final List<Citation> citations = new ArrayList<>();
    private final Map<String, String> messageNotes = new LinkedHashMap<>();
    private final Map<String, String> logprobNotes = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private @Nullable Opening open;
    private @Nullable Seal seal;
    private boolean begun;
    private boolean argued;
    private int calls;
    private int textFrom;
    private int textTo;
    private @Nullable FinishReason reason;
    // Of a call, until what comes after: OpenAI's Java SDK keeps a proof only where it stands in a call's first piece.
    private Block.@Nullable ToolCall head;
    private @Nullable String stopSequence;

    StreamChoice(int index, ChatStreamWriter stream) {
        this.index = index;
        this.stream = stream;
        legacy = LegacyCalls.spoken(stream.asked().conversation().tools());
    }

    void begin(Opening opening) {
        role();
        open = opening;
        seal = null;
        argued = false;
        textFrom = textTo;
        thinking.setLength(0);
        switch (opening) {
            case Opening.ToolCall(String id, String name, boolean free, Notes own) ->
                head = new Block.ToolCall(id, name, "", free, null, own);
            case Opening.Whole(Block block) -> whole(block);
            case Opening.Text _, Opening.Thinking _, Opening.Refusal _ -> {}
        }
    }

    /** The first chunk says who speaks. */
    private void role() {
        if (!begun) {
            begun = true;
            JsonWriter json = stream.chunk(index).name("role").string("assistant");
            sent(json.name("content").string(""));
        }
    }

    void text(String field, String text) {
        if (!text.isEmpty()) {
            textTo += field.equals("content") ? text.length() : 0;
            sent(stream.chunk(index).name(field).string(text));
        }
    }

    void think(String text) {
        thinking.append(text);
        text("reasoning_content", text);
    }

    void arguments(String json) {
        if (json.isEmpty()) {
            return;
        }
        call(null);
        if (legacy && calls > 1) {
            return;
        }
        argued = true;
        boolean free = open instanceof Opening.ToolCall call && call.free();
        JsonWriter chunk = stream.chunk(index);
        if (legacy) {
            sent(chunk.name("function_call")
                    .beginObject()
                    .name("arguments")
                    .string(json)
                    .endObject());
            return;
        }
        chunk.name("tool_calls").beginArray().beginObject().name("index").number(calls - 1);
        chunk.name(free ? "custom" : "function").beginObject();
        chunk.name(free ? "input" : "arguments").string(json);
        sent(chunk.endObject().endObject().endArray());
    }

    /** Says that a call has begun, if that was not said yet. */
    private void call(@Nullable Seal proof) {
        Block.ToolCall begun = head;
        if (begun == null) {
            return;
        }
        head = null;
        Block.ToolCall call = new Block.ToolCall(begun.id(), begun.name(), "", begun.free(), proof, begun.notes());
        calls++;
        if (legacy && calls > 1) {
            String path = "choices[" + index + "].message.tool_calls";
            stream.asked().losses().add(path, "a legacy function call is the only one of its turn");
            return;
        }
        JsonWriter json = stream.chunk(index);
        if (legacy) {
            json.name("function_call").beginObject().name("name").string(call.name());
            sent(json.name("arguments").string("").endObject());
            return;
        }
        json.name("tool_calls").beginArray().beginObject().name("index").number(calls - 1);
        stream.names().call(json, call, calls - 1);
        sent(json.endObject().endArray());
    }

    private void whole(Block block) {
        switch (block) {
            case Block.HiddenThinking _ -> {}
            case Block.Media media
            when media.sort() == Block.Media.Sort.IMAGE -> {
                JsonWriter json = stream.chunk(index).name("images").beginArray();
                ChatAnswerWriter.image(json, media);
                sent(json.endArray());
            }
            case Block.Media media
            when media.sort() == Block.Media.Sort.AUDIO -> {
                JsonWriter json = stream.chunk(index);
                SpokenAnswer.write(json.name("audio"), media);
                sent(json);
            }
            case Block.Media _,
                    Block.Text _,
                    Block.Thinking _,
                    Block.ToolCall _,
                    Block.ToolResult _,
                    Block.Refusal _,
                    Block.Opaque _ ->
                stream.asked()
                        .losses()
                        .add("choices[" + index + "].message", "openai-chat has no such block in an answer");
        }
    }

    void seal(Seal seen) {
        seal = seen;
        if (head != null) {
            call(seen);
        } else if (open instanceof Opening.ToolCall call && !legacy) {
            JsonWriter json =
                    stream.chunk(index).name("tool_calls").beginArray().beginObject();
            json.name("index").number(calls - 1);
            // OpenAI's Java SDK throws where a piece of a call has no function.
            json.name(call.free() ? "custom" : "function").beginObject();
            json.name(call.free() ? "input" : "arguments").string("").endObject();
            CallSeals.write(json.name(CallSeals.FIELD), seen);
            sent(json.endObject().endArray());
        }
    }

    void cite(Citation citation) {
        if (Annotations.canSay(citation)) {
            citations.add(citation);
        } else {
            String path = "choices[" + index + "].message.annotations";
            stream.asked().losses().add(path, "openai-chat cites addresses alone");
        }
    }

    /** The open block is over: what is only known then. */
    void end() {
        if (open == null) {
            return;
        }
        call(null);
        if (!citations.isEmpty()) {
            JsonWriter json = stream.chunk(index).name("annotations").beginArray();
            citations.forEach(citation -> Annotations.write(json, citation, textFrom, textTo));
            citations.clear();
            sent(json.endArray());
        }
        switch (open) {
            case Opening.ToolCall(String id, String name, boolean free, Notes own) -> {
                if (!argued && !free) {
                    arguments("{}");
                }
                thoughts.take(new Block.ToolCall(id, name, "", free, null, own));
            }
            case Opening.Thinking(String id, Notes own) ->
                thoughts.take(new Block.Thinking(thinking.toString(), seal, id, own));
            case Opening.Text _ -> thoughts.take(Block.Text.of(textTo > textFrom ? "said" : ""));
            case Opening.Refusal refusal -> thoughts.take(new Block.Refusal("", refusal.notes()));
            case Opening.Whole(Block block) -> thoughts.take(block);
        }
        open = null;
    }

    void logprobs(String entries) {
        role();
        JsonWriter json = stream.chunk(index).endObject();
        json.name("logprobs").beginObject().name("content").raw(entries);
        AnswerNames.logprobs(json, logprobNotes);
        logprobNotes.clear();
        json.endObject().name("finish_reason").nothing();
        stream.close(json, null);
    }

    void stopSequence(String sequence) {
        stopSequence = sequence;
    }

    void finished(FinishReason why) {
        end();
        reason = why;
    }

    void note(String name, String json) {
        if (name.startsWith(MESSAGE)) {
            messageNotes.put(name.substring(MESSAGE.length()), json);
        } else if (name.startsWith(LOGPROBS)) {
            logprobNotes.put(name.substring(LOGPROBS.length()), json);
        } else {
            notes.put(name, json);
        }
    }

    /** The proofs of its thinking, then how it ended; a provider that ended without a word for it just stopped. */
    void finish(@Nullable String code) {
        role();
        end();
        if (thoughts.needed()) {
            JsonWriter json = stream.chunk(index);
            thoughts.write(json.name("reasoning_details"));
            sent(json);
        }
        JsonWriter json = stream.chunk(index);
        messageNotes.forEach((name, value) -> json.name(name).raw(value));
        json.endObject().name("logprobs");
        if (logprobNotes.isEmpty()) {
            json.nothing();
        } else {
            json.beginObject().name("content").nothing();
            AnswerNames.logprobs(json, logprobNotes);
            json.endObject();
        }
        json.name("finish_reason").string(FinishWords.write(FinishWords.told(reason, calls > 0), legacy));
        if (stopSequence != null) {
            json.name("stop_reason").string(stopSequence);
        }
        notes.forEach((name, value) -> json.name(name).raw(value));
        stream.close(json, code);
    }

    /** The end of a delta. */
    private void sent(JsonWriter json) {
        json.endObject().name("logprobs").nothing().name("finish_reason").nothing();
        stream.close(json, null);
    }
}
