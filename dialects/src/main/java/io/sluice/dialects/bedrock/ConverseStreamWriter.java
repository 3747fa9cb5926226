package io.sluice.dialects.bedrock;

import io.sluice.dialects.Asked;
import io.sluice.dialects.FittedTools;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a Converse stream for a caller from events of any dialect. */
final class ConverseStreamWriter implements StreamWriter {
    private static final byte[] NOTHING = {};

    private final Asked asked;
    private final Losses losses;
    private final AnswerWriter.Fields fields = new AnswerWriter.Fields(new HashMap<>(), new HashMap<>());
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean broken;
    private boolean open;
    private boolean called;
    private long block;
    private @Nullable Opening opening;
    private @Nullable StringBuilder free;
    private @Nullable Seal onCall;
    private @Nullable FinishReason reason;
    private String word = "";
    private @Nullable String stopSequence;
    private Usage usage = Usage.NONE;

    ConverseStreamWriter(Asked asked) {
        this.asked = asked;
        losses = asked.losses();
    }

    @Override
    public byte[] write(Event event) {
        if (broken) {
            return NOTHING;
        }
        if (other(event)) {
            losses.add("choices", "bedrock gives one answer");
            return NOTHING;
        }
        switch (event) {
            case Event.Started _ -> out.writeBytes(StreamMessages.messageStart());
            case Event.BlockStarted(int _, int number, Opening begun) -> begin(number, begun);
            case Event.TextDelta(int _, int _, String text) ->
                delta(json -> json.name("text").string(text));
            case Event.RefusalDelta(int _, int _, String text) ->
                delta(json -> json.name("text").string(text));
            case Event.ThinkingDelta(int _, int _, String text) -> reasoning("text", text);
            case Event.ArgumentsDelta(int _, int _, String json) -> arguments(json);
            case Event.SealSeen(int _, int _, Seal seal) -> seal(seal);
            case Event.CitationSeen(int _, int _, Citation citation) ->
                delta(json -> json.name("citation").raw(Citations.write(citation)));
            case Event.LogprobsSeen _ -> losses.add("choices[0].logprobs", "bedrock has no logprobs");
            case Event.StopSequenceSeen(int _, String sequence) -> stopSequence = sequence;
            case Event.Noted noted -> note(noted);
            case Event.BlockEnded _ -> endBlock();
            case Event.UsageSeen(Usage seen) -> usage = seen;
            case Event.Finished(int _, FinishReason why, String providers) -> {
                reason = why;
                word = providers;
            }
            case Event.Broken broke -> {
                broken = true;
                out.reset();
                out.writeBytes(ConverseErrors.frame(broke.error(), asked.callId()));
            }
            case Event.Unknown(String what, String _) -> losses.add("stream", "an event nobody knows");
        }
        return taken();
    }

    private static boolean other(Event event) {
        return switch (event) {
            case Event.BlockStarted e -> e.choice() > 0;
            case Event.TextDelta e -> e.choice() > 0;
            case Event.ThinkingDelta e -> e.choice() > 0;
            case Event.RefusalDelta e -> e.choice() > 0;
            case Event.ArgumentsDelta e -> e.choice() > 0;
            case Event.SealSeen e -> e.choice() > 0;
            case Event.CitationSeen e -> e.choice() > 0;
            case Event.LogprobsSeen e -> e.choice() > 0;
            case Event.StopSequenceSeen e -> e.choice() > 0;
            case Event.Noted e -> e.choice() > 0;
            case Event.BlockEnded e -> e.choice() > 0;
            case Event.Finished e -> e.choice() > 0;
            case Event.Started _, Event.UsageSeen _, Event.Broken _, Event.Unknown _ -> false;
        };
    }

    private void begin(int number, Opening begun) {
        opening = begun;
        String path = "content[" + number + "]";
        losses.foreign(path, notes(begun).extras(), BedrockConverse.ID);
        switch (begun) {
            case Opening.Text _ -> {}
            case Opening.Thinking thinking -> {
                if (!thinking.id().isEmpty()) {
                    losses.add(path + ".id", "bedrock has no ids of thinking");
                }
            }
            case Opening.Refusal _ -> losses.add(path, "bedrock has no refusals: it goes as text");
            case Opening.ToolCall call -> {
                called = true;
                String id = call.id().isEmpty() ? Calls.made(asked.callId(), number) : Ids.call(call.id());
                JsonWriter start =
                        new JsonWriter().beginObject().name("toolUse").beginObject();
                start.name("toolUseId").string(id).name("name").string(Ids.tool(call.name()));
                Spelling.write(start, "type", call.notes().extras());
                ContentWriter.own(start, call.notes().extras());
                open = true;
                out.writeBytes(StreamMessages.blockStart(
                        block, start.endObject().endObject().toString()));
                if (call.free()) {
                    free = new StringBuilder();
                }
            }
            case Opening.Whole(Block whole) -> WholeBlocks.write(whole, path, losses, this::whole);
        }
    }

    private static Notes notes(Opening opening) {
        return switch (opening) {
            case Opening.Text text -> text.notes();
            case Opening.Thinking thinking -> thinking.notes();
            case Opening.Refusal refusal -> refusal.notes();
            case Opening.ToolCall call -> call.notes();
            case Opening.Whole _ -> Notes.NONE;
        };
    }

    /** A block that came whole: its beginning where it has one, and its only delta. */
    private void whole(@Nullable String start, Bytes delta) {
        if (start != null) {
            out.writeBytes(StreamMessages.blockStart(block, start));
        }
        delta(json -> MediaWriter.members(json, Values.raw(delta)));
    }

    private void delta(Consumer<JsonWriter> delta) {
        open = true;
        out.writeBytes(StreamMessages.delta(block, delta));
    }

    private void reasoning(String member, String text) {
        delta(json -> json.name("reasoningContent")
                .beginObject()
                .name(member)
                .string(text)
                .endObject());
    }

    /** A call has no slot for a seal: it goes after it, in a block of its own. */
    private void seal(Seal seal) {
        if (opening instanceof Opening.ToolCall) {
            onCall = seal;
        } else {
            reasoning("signature", seal.carriedIn(Seal.ANTHROPIC));
        }
    }

    /** Arguments as they come; the text of a free tool only once it is whole, as it becomes JSON. */
    private void arguments(String json) {
        if (free != null) {
            free.append(json);
        } else {
            input(json);
        }
    }

    private void input(String json) {
        delta(out ->
                out.name("toolUse").beginObject().name("input").string(json).endObject());
    }

    private void endBlock() {
        if (free != null) {
            input(FittedTools.wrapped(free.toString()));
            free = null;
        }
        endOpen();
        if (onCall != null) {
            reasoning("redactedContent", Seals.toRedacted(Seals.hungOnCall(onCall)));
            onCall = null;
            endOpen();
        }
        opening = null;
    }

    private void endOpen() {
        if (open) {
            out.writeBytes(StreamMessages.blockStop(block++));
        }
        open = false;
    }

    private void note(Event.Noted noted) {
        if (noted.dialect().equals(BedrockConverse.ID)) {
            fields.put(noted.name(), noted.json());
        } else {
            losses.foreign("", Extras.of(noted.dialect(), Map.of(noted.name(), noted.json())), BedrockConverse.ID);
        }
    }

    @Override
    public byte[] end(@Nullable String code) {
        if (broken) {
            return NOTHING;
        }
        endBlock();
        String responseFields = fields.ofAnswer().remove(ResponseFields.NAME);
        if (responseFields == null && stopSequence != null) {
            responseFields = ResponseFields.stoppedBy(stopSequence);
        }
        String stopWord = StopWords.write(StopWords.told(reason, word, called), word, stopSequence != null);
        out.writeBytes(StreamMessages.messageStop(stopWord, responseFields));
        JsonWriter json = new JsonWriter();
        UsageFigures.write(json, usage, fields.ofUsage());
        out.writeBytes(StreamMessages.metadata(json.toString(), fields.ofAnswer(), code));
        return taken();
    }

    private byte[] taken() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }
}
