package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import com.openai.models.responses.inputtokens.InputTokenCountResponse;
import io.sluice.simulator.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensInput;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** The SDKs that can ask for a count, in front of a provider that counts and of one that does not. */
@ExtendWith(WithSluice.class)
class CountingSdkTest {
    private final Sluice sluice;

    CountingSdkTest(Sluice sluice) {
        this.sluice = sluice;
    }

    @Test
    void aProvidersCountIsReadByEverySdk() {
        sluice.provider().answer(Script.json(200, "{\"totalTokens\":23}"));

        assertThatAllCount(Upstream.GEMINI, 23);

        assertThat(sluice.provider().requests())
                .hasSize(4)
                .allSatisfy(request -> assertThat(request.path()).isEqualTo("/v1beta/models/m:countTokens"));
    }

    @Test
    void anEstimateIsReadByEverySdk() {
        // A word, its turn, the beginning of the answer.
        assertThatAllCount(Upstream.CHAT, 1 + 4 + 3);

        assertThat(sluice.provider().requests()).isEmpty();
    }

    private void assertThatAllCount(Upstream upstream, int tokens) {
        assertThat(anthropic(upstream)).as("Anthropic").isEqualTo(tokens);
        assertThat(openAi(upstream)).as("OpenAI").isEqualTo(tokens);
        assertThat(google(upstream)).as("Google").isEqualTo(tokens);
        assertThat(amazon(upstream)).as("Amazon").isEqualTo(tokens);
    }

    private long anthropic(Upstream upstream) {
        AnthropicClient client = sluice.anthropicWith(sluice.key()).build();
        try {
            return client.messages()
                    .countTokens(MessageCountTokensParams.builder()
                            .model(upstream.model())
                            .addUserMessage("hi")
                            .build())
                    .validate()
                    .inputTokens();
        } finally {
            client.close();
        }
    }

    private long openAi(Upstream upstream) {
        InputTokenCountResponse count = sluice.client()
                .responses()
                .inputTokens()
                .count(InputTokenCountParams.builder()
                        .model(upstream.model())
                        .input("hi")
                        .build());
        return count.validate().inputTokens();
    }

    private long google(Upstream upstream) {
        try (var client = sluice.googleWith(sluice.key())) {
            return client.models
                    .countTokens(upstream.model(), "hi", null)
                    .totalTokens()
                    .orElseThrow();
        }
    }

    private long amazon(Upstream upstream) {
        Message message = Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText("hi"))
                .build();
        try (var client = sluice.amazonWith(sluice.key())) {
            return client.countTokens(asked -> asked.modelId(upstream.model())
                            .input(CountTokensInput.builder()
                                    .converse(converse -> converse.messages(message))
                                    .build()))
                    .join()
                    .inputTokens();
        }
    }
}
