package io.sluice.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.anthropic.AnthropicMessages;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.openai.chat.OpenAiChat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON that was written over several lines does not tear the event it goes out in. */
class OneLineTest {
    private static final Conversation ASKED = new Conversation(
            "m", true, true, List.of(), Tools.NONE, Sampling.NONE, Reasoning.NONE, null, null, null, Extras.NONE);

    static Stream<Dialect> dialects() {
        return Stream.of(new OpenAiChat(), new AnthropicMessages());
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void valuesOfSeveralLinesStandOnOne(Dialect dialect) {
        TranslatingWriter writer =
                new TranslatingWriter(dialect.codec().streamWriter(new Asked("id", 1, "m", ASKED, new Losses())), 1);
        Block own = new Block.Opaque(
                dialect.id(), "server_tool_use", "{\n\"type\": \"server_tool_use\",\r\n\"id\": \"x\"}", Notes.NONE);
        List<Event> events = List.of(
                new Event.Started("1", "m"),
                new Event.Noted(-1, dialect.id(), "container", "{\n\"id\":\r\n1}"),
                new Event.BlockStarted(0, 0, new Event.Opening.Whole(own)),
                new Event.BlockEnded(0, 0),
                new Event.Finished(0, FinishReason.STOP, "stop"));

        String stream = new String(
                        writer.write(Chunk.read(
                                Bytes.of(""),
                                events.stream().map(Chunk.Placed::fixed).toList())),
                        StandardCharsets.UTF_8)
                + new String(writer.end(), StandardCharsets.UTF_8);

        assertThat(stream).contains("container");
        assertThat(stream.lines())
                .allMatch(line -> line.isEmpty() || line.startsWith("data: ") || line.startsWith("event: "));
    }
}
