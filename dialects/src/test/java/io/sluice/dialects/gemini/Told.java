package io.sluice.dialects.gemini;

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
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Orderly;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Requests, answers and streams put through the codec, for tests. */
final class Told {
    static final Dialect DIALECT = new GeminiGenerate();

    private Told() {}

    static Understanding understanding(String model, byte[] request) {
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
        scanner.feed(Bytes.of(request));
        if (scanner.end() != null) {
            throw new AssertionError("not JSON: " + scanner.end());
        }
        Reading reading = DIALECT.read(new Asking(Operation.CHAT, model, false), scanner.outline(), Bytes.of(request));
        if (reading instanceof Reading.Understood(RequestFacts facts)) {
            return DIALECT.codec().readRequest(facts, Bytes.of(request));
        }
        throw new AssertionError(reading.toString());
    }

    /** Whether the request's outline was understood, so that its body may be read. */
    static boolean isAccepted(byte[] request) {
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
        scanner.feed(Bytes.of(request));
        return scanner.end() == null
                && DIALECT.read(new Asking(Operation.CHAT, "m", false), scanner.outline(), Bytes.of(request))
                        instanceof Reading.Understood;
    }

    static Conversation conversation(String request) {
        return conversation("gemini-2.5-flash", request.getBytes(StandardCharsets.UTF_8));
    }

    static Conversation conversation(String model, byte[] request) {
        if (understanding(model, request) instanceof Understanding.Understood(Conversation conversation)) {
            return conversation;
        }
        throw new AssertionError(understanding(model, request).toString());
    }

    static Outgoing request(Conversation conversation, String model, String... flags) {
        return request(conversation, model, Set.of(flags), Set.of());
    }

    static Outgoing request(Conversation conversation, String model, Set<String> flags, Set<String> traits) {
        Sending sending = new Sending(model, null, Quirks.of(flags), new ModelFacts(null, traits));
        return DIALECT.codec().writeRequest(conversation, sending);
    }

    static String text(Outgoing outgoing) {
        return new String(outgoing.body(), StandardCharsets.UTF_8);
    }

    static List<String> reasons(Outgoing outgoing) {
        return outgoing.losses().stream().map(Loss::reason).distinct().toList();
    }

    /** A conversation of those turns and nothing else. */
    static Conversation of(Turn... turns) {
        return new Conversation(
                "m",
                false,
                true,
                List.of(turns),
                Tools.NONE,
                Sampling.NONE,
                Reasoning.NONE,
                null,
                null,
                null,
                Extras.NONE);
    }

    /** A call whose caller wants to see thoughts. */
    static Asked asked(String callId, String model) {
        return asked(callId, model, Reasoning.Shown.AUTO);
    }

    static Asked asked(String callId, String model, Reasoning.Shown shown) {
        Conversation plain = of();
        Conversation conversation = new Conversation(
                plain.model(),
                true,
                true,
                plain.turns(),
                plain.tools(),
                plain.sampling(),
                new Reasoning(null, null, null, shown),
                null,
                null,
                null,
                Extras.NONE);
        return new Asked(callId, 5, model, conversation, new Losses());
    }

    /** The events of a stream. */
    static List<Event> events(byte[] stream) {
        EventReader reader = DIALECT.eventReader(Terms.untouched(Operation.CHAT));
        List<Event> events = new ArrayList<>();
        if (reader.feed(Bytes.of(stream), chunk -> events.addAll(chunk.events())) != null) {
            throw new AssertionError("a fault in " + new String(stream, StandardCharsets.UTF_8));
        }
        reader.end(true, chunk -> events.addAll(chunk.events()));
        return events;
    }

    static Answer answer(String json) {
        return DIALECT.codec().readAnswer(Bytes.of(json), Quirks.NONE);
    }

    static byte[] stream(Iterable<Event> events, Asked asked, StreamForm form) {
        StreamWriter writer = new GeminiGenerate(form).codec().streamWriter(asked);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Orderly.of(events).forEach(event -> out.writeBytes(writer.write(event)));
        out.writeBytes(writer.end(null));
        return out.toByteArray();
    }

    static Answer streamed(byte[] stream) {
        return Folding.of(events(stream));
    }
}
