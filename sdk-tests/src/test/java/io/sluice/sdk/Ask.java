package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.JsonValue;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Simulator;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What the tests ask, and what of it reached the provider. */
final class Ask {
    /** The first bytes of a picture, and the same in base64. */
    static final byte[] PIXEL = {(byte) 0x89, 'P', 'N', 'G'};

    static final String PIXEL_TEXT = Base64.getEncoder().encodeToString(PIXEL);

    /** What the weather tool wants to know, as JSON Schema. */
    static final Map<String, Object> PLACE =
            Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string")));

    private Ask() {}

    /** The same as OpenAI's SDK takes it. */
    static Map<String, JsonValue> place() {
        return PLACE.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, member -> JsonValue.from(member.getValue())));
    }

    /** A chat call of the public model, to be completed. */
    static ChatCompletionCreateParams.Builder chat() {
        return chat("fast");
    }

    /** A chat call of a model, to be completed. */
    static ChatCompletionCreateParams.Builder chat(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hello");
    }

    /** Asserts that the provider of the next request saw its caller leave before the answer was over. */
    static void assertThatTheCallerLeft(Simulator provider) throws Exception {
        assertThat(provider.callerLeft(received(provider).number()).get(10, TimeUnit.SECONDS))
                .isPositive();
    }

    /** The next request the provider received. */
    static ReceivedRequest received(Simulator provider) {
        return provider.awaitRequest(Duration.ofSeconds(10));
    }
}
