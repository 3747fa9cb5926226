package io.sluice.dialects.openai.responses;

import io.sluice.dialects.Asked;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a response of an answer's events, and sends the events of this dialect on the way: an item is added, its parts
 * come and are done, it is done, and only then comes the next.
 */
final class ResponseBuilder {
    private static final String ONE_CHOICE = Spelling.DIALECT + " gives one answer";

    private final Asked asked;
    private final Wire wire;
    private final Logprobs logprobs = new Logprobs();
    private final List<String> output = new ArrayList<>();
    private final Map<String, String> noted = new LinkedHashMap<>();
    private final Map<String, String> ofReasoning = new LinkedHashMap<>();
    private @Nullable OutItem open;
    private @Nullable Usage usage;
    private @Nullable ErrorFacts error;
    private FinishReason reason = FinishReason.OTHER;
    private boolean begun;

    ResponseBuilder(Asked asked, Wire wire) {
        this.asked = asked;
        this.wire = wire;
    }

    void take(Event event) {
        begin();
        switch (event) {
            case Event.BlockStarted(int choice, int _, Opening opening) -> {
                if (isFirst(choice)) {
                    block(opening);
                }
            }
            case Event.TextDelta(int choice, int _, String text) -> more(choice, text);
            case Event.ThinkingDelta(int choice, int _, String text) -> more(choice, text);
            case Event.RefusalDelta(int choice, int _, String text) -> more(choice, text);
            case Event.ArgumentsDelta(int choice, int _, String json) -> more(choice, json);
            case Event.SealSeen(int choice, int _, Seal seal) -> open(choice, item -> item.seal(seal));
            case Event.CitationSeen(int choice, int _, Citation citation) -> open(choice, item -> item.cite(citation));
            case Event.BlockEnded(int choice, int _) -> open(choice, OutItem::blockOver);
            case Event.LogprobsSeen(int choice, String entries) -> {
                if (choice == 0) {
                    logprobs.add(entries);
                    open(choice, item -> {
                        if (item instanceof OutMessage) {
                            logprobs.toOneText();
                        }
                    });
                }
            }
            case Event.StopSequenceSeen(int _, String _) ->
                asked.losses().add("stop_sequence", Spelling.DIALECT + " does not tell the stop sequence");
            case Event.Noted(int choice, String dialect, String name, String json) -> note(choice, dialect, name, json);
            case Event.UsageSeen(Usage seen) -> usage = seen;
            case Event.Finished(int choice, FinishReason why, String _) -> reason = choice == 0 ? why : reason;
            case Event.Broken(ErrorFacts seen) -> broken(seen);
            case Event.Started _, Event.Unknown _ -> {}
        }
    }

    /** Of an answer with one text, that is the one all probabilities are of. */
    void oneText() {
        logprobs.toOneText();
    }

    private boolean isFirst(int choice) {
        if (choice > 0) {
            asked.losses().add("choices[" + choice + "]", ONE_CHOICE);
        }
        return choice == 0;
    }

    private void more(int choice, String text) {
        if (!text.isEmpty()) {
            open(choice, item -> item.more(text));
        }
    }

    private void open(int choice, Consumer<OutItem> then) {
        OutItem item = open;
        if (choice == 0 && item != null) {
            then.accept(item);
        }
    }

    void note(int choice, String dialect, String name, String json) {
        if (!dialect.equals(Spelling.DIALECT)) {
            asked.losses().foreign("", Extras.of(dialect, Map.of(name, json)), Spelling.DIALECT);
        } else if (choice < 0) {
            noted.put(name, json);
        } else if (name.startsWith(Spelling.OF_REASONING)) {
            ofReasoning.put(name.substring(Spelling.OF_REASONING.length()), json);
        }
    }

    private void begin() {
        if (!begun) {
            begun = true;
            for (String name : List.of("response.created", "response.in_progress")) {
                wire.send(wire.event(name).name("response").raw(response(Outcome.IN_PROGRESS, null)));
            }
        }
    }

    private void block(Opening opening) {
        switch (opening) {
            case Opening.Text(Notes notes) -> message(notes, false);
            case Opening.Refusal(Notes notes) -> message(notes, true);
            case Opening.Thinking(String id, Notes notes) -> {
                closeOpen(Outcome.COMPLETED);
                open = thought(id.isEmpty() ? id("rs") : id, notes);
            }
            case Opening.ToolCall call -> {
                closeOpen(Outcome.COMPLETED);
                String callId = call.id().isEmpty() ? id("call") : call.id();
                open = new OutCall(wire, asked.losses(), id(call.free() ? "ctc" : "fc"), callId, output.size(), call);
                asked.losses()
                        .foreign("output[" + output.size() + "]", call.notes().extras(), Spelling.DIALECT);
            }
            case Opening.Whole(Block block) -> {
                closeOpen(Outcome.COMPLETED);
                whole(block);
            }
        }
    }

    private OutThought thought(String id, Notes notes) {
        asked.losses().foreign("output[" + output.size() + "]", notes.extras(), Spelling.DIALECT);
        boolean content = Spelling.says(notes, Spelling.CONTENT);
        return new OutThought(wire, asked.losses(), id, output.size(), content, ofReasoning);
    }

    private void message(Notes notes, boolean refusal) {
        asked.losses().foreign("output[" + output.size() + "]", notes.extras(), Spelling.DIALECT);
        if (!(open instanceof OutMessage) || Spelling.says(notes, Spelling.BEGINS)) {
            closeOpen(Outcome.COMPLETED);
        }
        OutMessage message = open instanceof OutMessage same
                ? same
                : new OutMessage(wire, asked.losses(), logprobs, id("msg"), output.size(), notes);
        open = message;
        message.blockOver();
        message.part(refusal, notes);
    }

    private String id(String prefix) {
        return prefix + "_" + asked.callId() + "_" + output.size();
    }

    private void whole(Block block) {
        int index = output.size();
        switch (block) {
            case Block.HiddenThinking hidden -> {
                OutThought thought = thought(hidden.id().isEmpty() ? id("rs") : hidden.id(), hidden.notes());
                thought.seal(Spelling.hidden(hidden.seal()));
                output.add(thought.close(Outcome.COMPLETED));
            }
            case Block.Media media
            when media.sort() == Block.Media.Sort.IMAGE
                    && media.source() instanceof Block.Source.Inline(String base64) -> {
                JsonWriter json = new JsonWriter();
                Thoughts.picture(json, media, base64, id("ig"));
                item(json.toString());
            }
            case Block.Opaque opaque when opaque.dialect().equals(Spelling.DIALECT) -> item(opaque.json());
            case Block.Media _ -> lost(index, "has no such media in answers");
            case Block.Opaque _ -> lost(index, "has no such block");
            case Block.ToolResult _ -> lost(index, "has no tool results in answers");
            case Block.Text _, Block.Thinking _, Block.Refusal _, Block.ToolCall _ ->
                throw new IllegalArgumentException("Such a block comes in pieces: " + block.getClass());
        }
    }

    private void lost(int index, String what) {
        asked.losses().add("output[" + index + "]", Spelling.DIALECT + " " + what);
    }

    /** An item that comes whole. */
    private void item(String json) {
        for (String name : List.of("response.output_item.added", "response.output_item.done")) {
            JsonWriter event = wire.event(name).name("output_index").number(output.size());
            wire.send(event.name("item").raw(json));
        }
        output.add(json);
    }

    private void closeOpen(String status) {
        OutItem item = open;
        if (item == null) {
            return;
        }
        open = null;
        output.add(item.close(status));
        if (item instanceof OutCall call && call.seal() != null) {
            OutThought proof = thought(id("rs"), Notes.NONE);
            proof.seal(Spelling.ofCall(call.seal()));
            output.add(proof.close(Outcome.COMPLETED));
        }
    }

    private void broken(ErrorFacts seen) {
        error = seen;
        wire.error(seen);
        wire.send(wire.event("response.failed").name("response").raw(response(Outcome.FAILED, null)));
    }

    /** The answer is over: its last event, and the whole response. */
    String end(@Nullable String code) {
        begin();
        if (error != null) {
            return response(Outcome.FAILED, code);
        }
        String status = Outcome.status(reason);
        closeOpen(status);
        if (logprobs.areLeft()) {
            asked.losses().add("logprobs", Spelling.DIALECT + " has probabilities of texts only");
        }
        String response = response(status, code);
        wire.send(wire.event("response." + status).name("response").raw(response));
        return response;
    }

    /** Whether it ended with an error, after which nothing is owed. */
    boolean isBroken() {
        return error != null;
    }

    private String response(String status, @Nullable String code) {
        JsonWriter json = new JsonWriter().beginObject();
        json.name("id").string("resp_" + asked.callId()).name("object").string("response");
        json.name("created_at")
                .number(asked.createdSeconds())
                .name("completed_at")
                .nothing();
        json.name("status").string(status).name("incomplete_details");
        if (status.equals(Outcome.INCOMPLETE)) {
            json.beginObject()
                    .name("reason")
                    .string(Outcome.incompleteReason(reason))
                    .endObject();
        } else {
            json.nothing();
        }
        json.name("model").string(asked.model()).name("output").beginArray();
        output.forEach(json::raw);
        error(json.endArray().name("error"));
        Echo.write(json, asked, noted);
        json.name("usage");
        if (usage == null || status.equals(Outcome.IN_PROGRESS)) {
            json.nothing();
        } else {
            UsageFigures.write(json, usage, noted.get("usage"));
        }
        if (code != null) {
            json.name("sluice").beginObject().name("code").string(code).endObject();
        }
        return json.endObject().toString();
    }

    private void error(JsonWriter json) {
        if (error == null) {
            json.nothing();
            return;
        }
        String said = error.code() == null ? "server_error" : error.code();
        json.beginObject()
                .name("code")
                .string(said)
                .name("message")
                .string(error.message())
                .endObject();
    }
}
