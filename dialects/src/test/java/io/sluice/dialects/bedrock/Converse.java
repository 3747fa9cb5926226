package io.sluice.dialects.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Reading;
import io.sluice.dialects.Terms;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Losses;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Short words for the tests of this dialect. */
final class Converse {
    static final Dialect DIALECT = new BedrockConverse();
    static final String CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

    private Converse() {}

    static Reading reading(String body, Asking asking) {
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
        scanner.feed(Bytes.of(body));
        assertThat(scanner.end()).as(body).isNull();
        return DIALECT.read(asking, scanner.outline(), Bytes.of(body));
    }

    static Understanding understanding(String body, String model, boolean stream) {
        Reading reading = reading(body, new Asking(Operation.CHAT, model, stream));
        assertThat(reading).isInstanceOf(Reading.Understood.class);
        return DIALECT.codec().readRequest(((Reading.Understood) reading).facts(), Bytes.of(body));
    }

    static Conversation understood(String body, String model, boolean stream) {
        Understanding understanding = understanding(body, model, stream);
        assertThat(understanding).isInstanceOf(Understanding.Understood.class);
        return ((Understanding.Understood) understanding).conversation();
    }

    static Conversation understood(String body) {
        return understood(body, CLAUDE, false);
    }

    static Asked asked(Losses losses) {
        return new Asked("01CALL", 1_700_000_000L, CLAUDE, understood("{\"messages\":[]}"), losses);
    }

    static byte[] stream(byte[]... messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            out.writeBytes(message);
        }
        return out.toByteArray();
    }

    static List<Event> events(byte[] stream) {
        List<Event> events = new ArrayList<>();
        EventReader reader = DIALECT.eventReader(Terms.untouched(Operation.CHAT));
        assertThat(reader.feed(Bytes.of(stream), chunk -> events.addAll(chunk.events())))
                .isNull();
        reader.end(true, chunk -> events.addAll(chunk.events()));
        return events;
    }
}
