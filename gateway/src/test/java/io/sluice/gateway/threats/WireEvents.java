package io.sluice.gateway.threats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.bedrock.eventstream.MessageFramer;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.gateway.translation.Speaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The events of a stream, told apart by their framing alone, as strictly as the standard lets one write them. */
final class WireEvents {
    private WireEvents() {}

    /** A name for each event, {@code json} where it has none; asserts that nothing else stands in the stream. */
    static List<String> of(Speaker caller, byte[] stream) {
        return caller == Speaker.BEDROCK ? messages(stream) : sent(new String(stream, UTF_8));
    }

    private static List<String> sent(String stream) {
        List<String> events = new ArrayList<>();
        String name = "json";
        int data = 0;
        for (String line : stream.split("\r\n|\n|\r", -1)) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
                assertThat(name).as(stream).matches("[a-z_.]+");
            } else if (line.startsWith("data: ")) {
                data++;
                name = line.equals("data: [DONE]") ? "end" : name;
                assertThat(name.equals("end") || isJson(line.substring(6).getBytes(UTF_8)))
                        .as(line)
                        .isTrue();
            } else {
                assertThat(line).as(stream).isEmpty();
                if (data > 0) {
                    events.add(data + " " + name);
                }
                name = "json";
                data = 0;
            }
        }
        assertThat(data).as(stream).isZero();
        assertThat(events).as(stream).allMatch(event -> event.startsWith("1 "));
        return events;
    }

    private static List<String> messages(byte[] stream) {
        List<String> events = new ArrayList<>();
        MessageFramer framer = new MessageFramer((message, source, held, start, end) -> {
            events.add(message.messageType() + " " + message.eventType() + message.text(":exception-type"));
            assertThat(isJson(message.payload().toArray())).isTrue();
        });
        assertThat(framer.feed(Bytes.of(stream))).isNull();
        assertThat(framer.partial()).isZero();
        return events;
    }

    /** Whether it is one JSON document. */
    static boolean isJson(byte[] text) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(Bytes.of(text));
        JsonFault fault = scanner.end();
        return fault == null;
    }
}
