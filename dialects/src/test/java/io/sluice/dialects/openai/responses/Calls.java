package io.sluice.dialects.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.Terms;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Orderly;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** What the tests of this dialect do with requests, answers and streams. */
final class Calls {
    static final Dialect DIALECT = new OpenAiResponses();
    static final Terms UNTOUCHED = Terms.untouched(Operation.CHAT);

    private Calls() {}

    static Reading reading(String request) {
        Bytes body = Bytes.of(request);
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
        scanner.feed(body);
        assertThat(scanner.end()).isNull();
        return DIALECT.read(Asking.of(Operation.CHAT), scanner.outline(), body);
    }

    static RequestFacts facts(String request) {
        Reading reading = reading(request);
        assertThat(reading).as(request).isInstanceOf(Reading.Understood.class);
        return ((Reading.Understood) reading).facts();
    }

    static Understanding understanding(String request) {
        return DIALECT.codec().readRequest(facts(request), Bytes.of(request));
    }

    static Conversation conversation(String request) {
        Understanding understanding = understanding(request);
        assertThat(understanding).as(request).isInstanceOf(Understanding.Understood.class);
        return ((Understanding.Understood) understanding).conversation();
    }

    static ErrorFacts refusal(String request) {
        Understanding understanding = understanding(request);
        assertThat(understanding).as(request).isInstanceOf(Understanding.Refused.class);
        return ((Understanding.Refused) understanding).error();
    }

    static Outgoing written(Conversation conversation) {
        return written(conversation, ModelFacts.UNKNOWN, Quirks.NONE);
    }

    static Outgoing written(Conversation conversation, ModelFacts facts, Quirks quirks) {
        return DIALECT.codec().writeRequest(conversation, new Sending(conversation.model(), null, quirks, facts));
    }

    /** What somebody asks who does not speak this dialect. */
    static Conversation foreign(Turn... turns) {
        return new Conversation(
                "m",
                false,
                false,
                List.of(turns),
                Tools.NONE,
                Sampling.NONE,
                Reasoning.NONE,
                null,
                null,
                null,
                Extras.NONE);
    }

    static Asked asked(Conversation conversation) {
        return new Asked("call1", 1_700_000_000L, "asked-model", conversation, new Losses());
    }

    static List<Event> events(byte[] stream) {
        EventReader reader = DIALECT.eventReader(UNTOUCHED);
        List<Event> events = new ArrayList<>();
        reader.feed(Bytes.of(stream), chunk -> events.addAll(chunk.events()));
        reader.end(true, chunk -> events.addAll(chunk.events()));
        return events;
    }

    static Answer answer(byte[] whole) {
        return DIALECT.codec().readAnswer(Bytes.of(whole), Quirks.NONE);
    }

    /** The stream that says those events. */
    static byte[] streamed(Iterable<Event> events, Asked asked) {
        StreamWriter writer = DIALECT.codec().streamWriter(asked);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Event event : Orderly.of(events)) {
            out.writeBytes(writer.write(event));
        }
        out.writeBytes(writer.end(null));
        return out.toByteArray();
    }

    static Answer folded(byte[] stream) {
        return Folding.of(events(stream));
    }
}
