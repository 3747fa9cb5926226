package io.sluice.dialects.anthropic;

import io.sluice.dialects.Asked;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream for a caller of this dialect from events of any other.
 *
 * <p>{@code message_start} waits for the first thing there is to say after the beginning, so that it can carry what usage
 * is known by then; the rest of it, and what an answer has besides, is in {@code message_delta}.
 */
final class MessagesStreamWriter implements StreamWriter {
    /** Fields of an answer that a stream tells in the delta of {@code message_delta}. */
    private static final Set<String> IN_DELTA = Set.of("container", "stop_details");

    private final Asked asked;
    private final Losses losses;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Event.Noted> notes = new LinkedHashMap<>();
    private final StringBuilder wrapped = new StringBuilder();
    private boolean started;
    private int next;
    /** The opening of the block being written; null where none is, or where it does not go out. */
    private @Nullable Opening open;

    private @Nullable Seal callSeal;
    private Usage usage = Usage.NONE;
    private FinishReason reason = FinishReason.OTHER;
    private String word = "";
    private @Nullable String sequence;
    private boolean calls;
    private boolean refused;
    private boolean broken;

    MessagesStreamWriter(Asked asked) {
        this.asked = asked;
        this.losses = asked.losses();
    }

    @Override
    public byte[] write(Event event) {
        out.reset();
        if (choice(event) > 0) {
            losses.add("choices", "anthropic answers once");
        } else if (!broken) {
            take(event);
        }
        return out.toByteArray();
    }

    private void take(Event event) {
        switch (event) {
            case Event.Started _ -> {}
            case Event.BlockStarted started -> begin(started.opening());
            case Event.TextDelta delta -> text("text_delta", "text", delta.text());
            case Event.RefusalDelta delta -> text("text_delta", "text", delta.text());
            case Event.ThinkingDelta delta -> text("thinking_delta", "thinking", delta.text());
            case Event.ArgumentsDelta delta -> arguments(delta.json());
            case Event.SealSeen seen -> seal(seen.seal());
            case Event.CitationSeen seen -> cite(seen.citation());
            case Event.BlockEnded _ -> endBlock();
            case Event.StopSequenceSeen seen -> sequence = seen.sequence();
            case Event.LogprobsSeen _ -> losses.add("choices[0].logprobs", "anthropic has no logprobs");
            case Event.Noted noted -> note(noted);
            case Event.UsageSeen seen -> usage = seen.usage();
            case Event.Finished finished -> {
                reason = finished.reason();
                word = finished.word();
            }
            case Event.Broken seen -> {
                broken = true;
                out.writeBytes(MessagesErrors.event(seen.error(), asked.callId()));
            }
            case Event.Unknown _ -> losses.add("events", "an event nobody understood");
        }
    }

    private static int choice(Event event) {
        return switch (event) {
            case Event.BlockStarted started -> started.choice();
            case Event.TextDelta delta -> delta.choice();
            case Event.RefusalDelta delta -> delta.choice();
            case Event.ThinkingDelta delta -> delta.choice();
            case Event.ArgumentsDelta delta -> delta.choice();
            case Event.SealSeen seen -> seen.choice();
            case Event.CitationSeen seen -> seen.choice();
            case Event.BlockEnded ended -> ended.choice();
            case Event.StopSequenceSeen seen -> seen.choice();
            case Event.LogprobsSeen seen -> seen.choice();
            case Event.Finished finished -> finished.choice();
            case Event.Noted noted -> noted.choice();
            case Event.Started _, Event.UsageSeen _, Event.Broken _, Event.Unknown _ -> 0;
        };
    }

    private void note(Event.Noted noted) {
        if (noted.dialect().equals(AnthropicMessages.ID)) {
            notes.put(noted.name(), noted);
        } else {
            String path = noted.choice() < 0 ? noted.name() : "choices[" + noted.choice() + "]." + noted.name();
            losses.add(path, AnthropicMessages.ID + " has no such field");
        }
    }

    private void begin(Opening opening) {
        String block = switch (opening) {
            case Opening.Text(var notes) -> open("text", "text", notes.extras());
            case Opening.Refusal(var notes) -> open("text", "text", notes.extras());
            case Opening.Thinking(String id, var notes) -> {
                AnswerWriter.unnamed(id, "choices[0].content", losses);
                yield open("thinking", "thinking", notes.extras());
            }
            case Opening.ToolCall call -> call(call);
            case Opening.Whole(Block.HiddenThinking hidden) -> {
                AnswerWriter.unnamed(hidden.id(), "choices[0].content", losses);
                yield AnswerWriter.redacted(hidden.seal().carriedIn(Seal.ANTHROPIC));
            }
            case Opening.Whole(Block.Opaque opaque) when opaque.dialect().equals(AnthropicMessages.ID) -> opaque.json();
            case Opening.Whole(Block.Media _) -> lost("anthropic's answers hold no media");
            case Opening.Whole _ -> lost("a block only its own dialect knows");
        };
        open = block == null ? null : opening;
        refused |= opening instanceof Opening.Refusal;
        if (block != null) {
            start();
            out.writeBytes(MessagesEvents.blockStart(next, block));
        }
    }

    private @Nullable String lost(String why) {
        losses.add("choices[0].content", why);
        return null;
    }

    private String open(String type, String field, Extras extras) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .name("type")
                .string(type)
                .name(field)
                .string("");
        if (type.equals("thinking")) {
            json.name("signature").string("");
        }
        return ended(json, extras);
    }

    private String call(Opening.ToolCall call) {
        calls = true;
        wrapped.setLength(0);
        JsonWriter json = new JsonWriter().beginObject().name("type").string("tool_use");
        json.name("id").string(AnswerWriter.callId(call.id(), asked, next));
        json.name("name").string(call.name()).name("input").beginObject().endObject();
        return ended(json, call.notes().extras());
    }

    private String ended(JsonWriter json, Extras extras) {
        losses.foreign("choices[0].content", extras, AnthropicMessages.ID);
        if (extras.dialect().equals(AnthropicMessages.ID)) {
            extras.fields().forEach((name, value) -> json.name(name).raw(value));
        }
        return json.endObject().toString();
    }

    private void text(String type, String field, String text) {
        if (open != null) {
            out.writeBytes(MessagesEvents.delta(next, type, field, text));
        }
    }

    private void arguments(String json) {
        if (open instanceof Opening.ToolCall call && call.free()) {
            wrapped.append(json);
        } else if (open != null) {
            out.writeBytes(MessagesEvents.delta(next, "input_json_delta", "partial_json", json));
        }
    }

    private void seal(Seal seal) {
        if (open instanceof Opening.Thinking) {
            String signature = seal.carriedIn(Seal.ANTHROPIC);
            out.writeBytes(MessagesEvents.delta(next, "signature_delta", "signature", signature));
        } else if (open instanceof Opening.ToolCall) {
            callSeal = seal;
        } else {
            losses.add("choices[0].content.seal", "anthropic seals thinking and calls only");
        }
    }

    private void cite(Citation citation) {
        String written = AnswerWriter.citation(citation, losses);
        if (open != null && written != null) {
            out.writeBytes(MessagesEvents.rawDelta(next, "citations_delta", "citation", written));
        }
    }

    private void endBlock() {
        if (open == null) {
            return;
        }
        if (open instanceof Opening.ToolCall call && call.free()) {
            String input = AnswerWriter.input(wrapped.toString(), true);
            out.writeBytes(MessagesEvents.delta(next, "input_json_delta", "partial_json", input));
        }
        open = null;
        out.writeBytes(MessagesEvents.blockStop(next++));
        if (callSeal != null) {
            out.writeBytes(MessagesEvents.blockStart(next, AnswerWriter.redacted(CallSeals.carried(callSeal))));
            out.writeBytes(MessagesEvents.blockStop(next++));
            callSeal = null;
        }
    }

    private void start() {
        if (!started) {
            started = true;
            out.writeBytes(MessagesEvents.messageStart(AnswerWriter.id(asked), asked.model(), usage));
        }
    }

    @Override
    public byte[] end(@Nullable String code) {
        out.reset();
        if (broken) {
            return new byte[0];
        }
        start();
        endBlock();
        Event.Noted others = notes.remove("usage");
        String used =
                UsageText.object(usage, others == null ? null : others.json()).toString();
        String why = AnswerWriter.stopReason(reason, word, sequence, calls, refused);
        out.writeBytes(new MessagesEvents.Ending(why, sequence, used, code).event(noted(true), noted(false)));
        out.writeBytes(MessagesEvents.messageStop());
        return out.toByteArray();
    }

    private List<Event.Noted> noted(boolean inDelta) {
        return notes.values().stream()
                .filter(note -> IN_DELTA.contains(note.name()) == inDelta)
                .toList();
    }
}
