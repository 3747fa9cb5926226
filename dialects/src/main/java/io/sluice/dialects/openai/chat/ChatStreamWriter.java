package io.sluice.dialects.openai.chat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream for a caller of chat. How a choice ended is said at the very end: some providers end one and go on with
 * it, and the proofs of its thinking have to come before.
 */
final class ChatStreamWriter implements StreamWriter {
    private static final byte[] END_MARK = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = new byte[0];

    private final Asked asked;
    private final AnswerNames names;
    private final boolean usageAsked;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<Integer, StreamChoice> choices = new TreeMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private final Map<String, String> usageNotes = new LinkedHashMap<>();
    private @Nullable Usage usage;
    private boolean over;

    ChatStreamWriter(Asked asked) {
        this.asked = asked;
        names = new AnswerNames(asked);
        usageAsked = asked.conversation().usageAsked();
    }

    @Override
    public byte[] write(Event event) {
        if (over) {
            return NOTHING;
        }
        switch (event) {
            case Event.Started _, Event.Unknown _ -> {}
            case Event.BlockStarted(int choice, int _, Event.Opening opening) ->
                choice(choice).begin(opening);
            case Event.TextDelta(int choice, int _, String text) ->
                choice(choice).text("content", text);
            case Event.RefusalDelta(int choice, int _, String text) ->
                choice(choice).text("refusal", text);
            case Event.ThinkingDelta(int choice, int _, String text) ->
                choice(choice).think(text);
            case Event.ArgumentsDelta(int choice, int _, String json) ->
                choice(choice).arguments(json);
            case Event.SealSeen(int choice, int _, var seal) -> choice(choice).seal(seal);
            case Event.CitationSeen(int choice, int _, var citation) ->
                choice(choice).cite(citation);
            case Event.BlockEnded(int choice, int _) -> choice(choice).end();
            case Event.LogprobsSeen(int choice, String entries) ->
                choice(choice).logprobs(entries);
            case Event.StopSequenceSeen(int choice, String sequence) ->
                choice(choice).stopSequence(sequence);
            case Event.Finished(int choice, FinishReason reason, String _) ->
                choice(choice).finished(reason);
            case Event.Noted(int choice, String dialect, String name, String json) -> note(choice, dialect, name, json);
            case Event.UsageSeen(Usage seen) -> usage = seen;
            case Event.Broken broken -> {
                over = true;
                out.writeBytes(ChatErrors.event(broken.error(), asked.callId()));
            }
        }
        return taken();
    }

    @Override
    public byte[] end(@Nullable String code) {
        if (over) {
            return NOTHING;
        }
        over = true;
        if (choices.isEmpty()) {
            choice(0);
        }
        boolean usageOwed = usageAsked && usage != null;
        Iterator<StreamChoice> each = choices.values().iterator();
        while (each.hasNext()) {
            StreamChoice choice = each.next();
            choice.finish(each.hasNext() || usageOwed ? null : code);
        }
        if (usageAsked && usage != null) {
            JsonWriter json = head().name("choices").beginArray().endArray().name("usage");
            UsageWriter.write(json, usage, usageNotes);
            send(told(json, code));
        }
        out.writeBytes(END_MARK);
        return taken();
    }

    private StreamChoice choice(int index) {
        return choices.computeIfAbsent(index, any -> new StreamChoice(index, this));
    }

    private void note(int choice, String dialect, String name, String json) {
        if (!dialect.equals(ChatRequestReader.ID)) {
            String path = choice < 0 ? "" : "choices[" + choice + "]";
            asked.losses().foreign(path, Extras.of(dialect, Map.of(name, json)), ChatRequestReader.ID);
        } else if (choice >= 0) {
            choice(choice).note(name, json);
        } else if (name.startsWith(UsageWriter.NOTES)) {
            usageNotes.put(name, json);
        } else {
            notes.put(name, json);
        }
    }

    Asked asked() {
        return asked;
    }

    AnswerNames names() {
        return names;
    }

    /** The beginning of a chunk, with what is still to be told of the whole answer. */
    private JsonWriter head() {
        JsonWriter json = names.head("chat.completion.chunk");
        notes.forEach((name, value) -> json.name(name).raw(value));
        notes.clear();
        return json;
    }

    /** The beginning of a chunk of one choice, up to its delta. */
    JsonWriter chunk(int choice) {
        JsonWriter json = head().name("choices").beginArray().beginObject();
        return json.name("index").number(choice).name("delta").beginObject();
    }

    /** The end of such a chunk, whose choice is written. */
    void close(JsonWriter json, @Nullable String code) {
        json.endObject().endArray();
        if (usageAsked) {
            json.name("usage").nothing();
        }
        send(told(json, code));
    }

    private static JsonWriter told(JsonWriter json, @Nullable String code) {
        return code == null
                ? json
                : json.name("sluice").beginObject().name("code").string(code).endObject();
    }

    private void send(JsonWriter json) {
        out.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(json.endObject().oneLine().getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        out.write('\n');
    }

    private byte[] taken() {
        byte[] bytes = out.size() == 0 ? NOTHING : out.toByteArray();
        out.reset();
        return bytes;
    }
}
