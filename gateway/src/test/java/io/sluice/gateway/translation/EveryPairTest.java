package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.Terms;
import io.sluice.dialects.anthropic.AnthropicMessages;
import io.sluice.dialects.bedrock.BedrockConverse;
import io.sluice.dialects.gemini.GeminiGenerate;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Usage;
import io.sluice.dialects.openai.chat.OpenAiChat;
import io.sluice.dialects.openai.responses.OpenAiResponses;
import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.Simulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dialect before every other, whole and streamed: what the caller reads is what the provider said. */
class EveryPairTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Stream<Arguments> pairs() {
        return Arrays.stream(Speaker.values())
                .flatMap(caller -> Arrays.stream(Speaker.values())
                        .flatMap(provider ->
                                Stream.of(false, true).map(stream -> Arguments.of(caller, provider, stream))));
    }

    @ParameterizedTest(name = "{0} before {1}, streamed {2}")
    @MethodSource("pairs")
    void theCallerReadsWhatTheProviderSaid(Speaker caller, Speaker provider, boolean stream) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(provider.provider(simulator.url()))) {
            simulator.answer(stream ? provider.streamed() : provider.answered());

            HttpResponse<byte[]> answer = CLIENT.send(
                    sluice.request(stream ? caller.streamPath : caller.path)
                            .POST(HttpRequest.BodyPublishers.ofString(caller.request(stream)))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());

            assertThat(answer.statusCode())
                    .as(new String(answer.body(), StandardCharsets.UTF_8))
                    .isEqualTo(200);
            Answer read = stream ? streamed(caller, answer) : whole(caller, answer);
            assertThat(text(read)).isEqualTo("hello there");
            assertThat(read.choices().getFirst().reason()).isEqualTo(FinishReason.STOP);
            Usage usage = Objects.requireNonNull(read.usage());
            assertThat(usage.totalInput()).isEqualTo(11);
            assertThat(usage.totalOutput()).isEqualTo(7);
            assertThat(simulator.requests().getFirst().path())
                    .isEqualTo((stream ? provider.streamPath : provider.path)
                            .replace("sim%2F", "")
                            .replace("sim/", "")
                            .replace("?alt=sse", ""));
            CallRow row = sluice.call(answer);
            assertThat(row.usage()).isEqualTo(read.usage());
        }
    }

    private static Answer whole(Speaker caller, HttpResponse<byte[]> answer) {
        return dialect(caller).codec().readAnswer(Bytes.of(answer.body()), Quirks.NONE);
    }

    private static Answer streamed(Speaker caller, HttpResponse<byte[]> answer) {
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue(dialect(caller).streamType());
        EventReader reader = dialect(caller).eventReader(Terms.untouched(Operation.CHAT));
        List<Event> events = new ArrayList<>();
        assertThat(reader.feed(Bytes.of(answer.body()), chunk -> events.addAll(chunk.events())))
                .isNull();
        assertThat(reader.end(true, (Chunk chunk) -> events.addAll(chunk.events())))
                .isEqualTo(StreamEnd.WHOLE);
        return Folding.of(events);
    }

    private static Dialect dialect(Speaker speaker) {
        return switch (speaker) {
            case OPENAI_CHAT -> new OpenAiChat();
            case OPENAI_RESPONSES -> new OpenAiResponses();
            case ANTHROPIC -> new AnthropicMessages();
            case GEMINI -> new GeminiGenerate();
            case BEDROCK -> new BedrockConverse();
        };
    }

    private static String text(Answer answer) {
        StringBuilder text = new StringBuilder();
        for (Block block : answer.choices().getFirst().blocks()) {
            if (block instanceof Block.Text part) {
                text.append(part.text());
            }
        }
        return text.toString();
    }
}
