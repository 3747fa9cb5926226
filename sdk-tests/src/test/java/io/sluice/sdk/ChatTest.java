package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletion;
import io.sluice.simulator.Script;
import io.sluice.simulator.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithSluice.class)
class ChatTest {
    private final Sluice sluice;

    ChatTest(Sluice sluice) {
        this.sluice = sluice;
    }

    @Test
    void theAnswerIsTheProvidersUnderTheNameThatWasAskedFor() {
        sluice.provider().next(Script.text("Good day.", new Usage(12, 5, 4, 2)));

        ChatCompletion answer =
                sluice.client().chat().completions().create(Ask.chat().build());

        assertThat(answer.validate().model()).isEqualTo("fast");
        ChatCompletion.Choice choice = answer.choices().getFirst();
        assertThat(choice.message().content()).contains("Good day.");
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(answer.usage()).hasValueSatisfying(usage -> {
            assertThat(usage.promptTokens()).isEqualTo(12);
            assertThat(usage.completionTokens()).isEqualTo(5);
            assertThat(usage.promptTokensDetails().orElseThrow().cachedTokens()).contains(4L);
        });
    }

    @Test
    void theProviderSeesItsOwnModelAndCredentialAndNeverTheVirtualKey() {
        sluice.client()
                .chat()
                .completions()
                .create(Ask.chat().maxCompletionTokens(50).build());

        var request = Ask.received(sluice.provider());
        assertThat(request.model()).isEqualTo("gpt-test");
        assertThat(request.json().path("max_completion_tokens").asInt()).isEqualTo(50);
        assertThat(request.header("authorization")).contains("Bearer sk-provider");
        assertThat(request.headers().toString() + request.body().text()).doesNotContain(sluice.key());
    }

    @Test
    void onlyTheBaseUrlIsChanged() {
        String direct = greeted(sluice.provider().url() + "/v1");
        String throughSluice = greeted(sluice.gateway().baseUrl());

        assertThat(throughSluice).contains("Hello").isEqualTo(direct);
    }

    /** The same program twice, with another address. */
    private String greeted(String baseUrl) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl)
                .apiKey(sluice.key())
                .build();
        try {
            ChatCompletion answer =
                    client.chat().completions().create(Ask.chat().build());
            return answer.model() + ": " + answer.choices() + answer.usage();
        } finally {
            client.close();
        }
    }

    @Test
    void everyCallIsInTheRecordUnderTheIdTheCallerSees() {
        try (var raw = sluice.client()
                .chat()
                .completions()
                .withRawResponse()
                .create(Ask.chat().build())) {
            String id = raw.headers().values("x-sluice-call-id").getFirst();

            assertThat(sluice.gateway().calls()).contains(id);
        }
    }
}
