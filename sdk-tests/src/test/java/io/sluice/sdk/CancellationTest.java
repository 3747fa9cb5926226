package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.RequestOptions;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIIoException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.services.blocking.chat.ChatCompletionService;
import io.sluice.simulator.Script;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WithSluice.class)
class CancellationTest {
    private static final String WORD =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-test\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"on and \"},\"finish_reason\":null}]}";

    private final Sluice sluice;

    CancellationTest(Sluice sluice) {
        this.sluice = sluice;
    }

    @Test
    void closingAStreamClosesTheProvidersToo() throws Exception {
        sluice.provider().next(Script.endless(WORD, Duration.ofMillis(5)));

        try (StreamResponse<ChatCompletionChunk> stream =
                sluice.client().chat().completions().createStreaming(Ask.chat().build())) {
            assertThat(stream.stream().limit(3)).hasSize(3);
        }

        assertTheProviderSawTheCallerLeave();
    }

    /** Closing an asynchronous stream before it began does nothing in this SDK, gateway or not: its timeout does. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTimeoutOfTheSdksClosesAProviderThatIsStillSilent(boolean streamed) throws Exception {
        sluice.provider().next(Script.silence());
        RequestOptions impatient =
                RequestOptions.builder().timeout(Duration.ofMillis(300)).build();
        ChatCompletionService chat = sluice.client().chat().completions();

        assertThatThrownBy(() -> {
                    if (streamed) {
                        chat.createStreaming(Ask.chat().build(), impatient).close();
                    } else {
                        chat.create(Ask.chat().build(), impatient);
                    }
                })
                .isInstanceOf(OpenAIIoException.class);

        assertTheProviderSawTheCallerLeave();
    }

    private void assertTheProviderSawTheCallerLeave() throws Exception {
        Ask.assertThatTheCallerLeft(sluice.provider());
    }
}
