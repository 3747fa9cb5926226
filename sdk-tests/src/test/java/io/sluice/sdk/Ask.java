package io.sluice.sdk;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Simulator;
import java.time.Duration;

/** What the tests ask, and what of it reached the provider. */
final class Ask {
    private Ask() {}

    /** A chat call of the public model, to be completed. */
    static ChatCompletionCreateParams.Builder chat() {
        return chat("fast");
    }

    /** A chat call of a model, to be completed. */
    static ChatCompletionCreateParams.Builder chat(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hello");
    }

    /** The next request the provider received. */
    static ReceivedRequest received(Simulator provider) {
        return provider.awaitRequest(Duration.ofSeconds(10));
    }
}
