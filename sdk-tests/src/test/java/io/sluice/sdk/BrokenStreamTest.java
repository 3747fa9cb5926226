package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.http.StreamResponse;
import com.openai.errors.SseException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import io.sluice.simulator.Answer;
import io.sluice.simulator.Ending;
import io.sluice.simulator.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(WithSluice.class)
class BrokenStreamTest {
    private static final String WORD =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-test\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}";
    private static final String END =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-test\","
                    + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    private final Sluice sluice;
    private final ChatCompletionAccumulator folded = ChatCompletionAccumulator.create();

    BrokenStreamTest(Sluice sluice) {
        this.sluice = sluice;
    }

    @ParameterizedTest
    @EnumSource
    void aStreamCutBetweenTwoEventsIsTheSdksOwnError(Ending ending) {
        Answer stream = Script.sse(WORD, WORD, "[DONE]");
        int twoEvents = 2 * ("data: " + WORD + "\n\n").length();
        sluice.provider().next(stream.cutBodyAfter(twoEvents, ending));

        SseException error = raised();

        assertThat(error.code()).contains("upstream_cut");
        assertIncomplete();
    }

    @Test
    void aStreamCutWithinAnEventIsTheSdksOwnError() {
        Answer stream = Script.sse(WORD, WORD, "[DONE]");
        sluice.provider().next(stream.cutBodyAfter(("data: " + WORD + "\n\n").length() + 20, Ending.FIN));

        assertThat(raised().code()).contains("upstream_cut");
        assertIncomplete();
    }

    @Test
    void aStreamThatEndsProperlyButSaidNoFinishReasonIsTheSdksOwnError() {
        sluice.provider().next(Script.sse(WORD, WORD));

        assertThat(raised().code()).contains("upstream_cut");
        assertIncomplete();
    }

    @Test
    void aConnectionCutAfterTheFinishReasonIsACutAllTheSame() {
        Answer stream = Script.sse(WORD, END, "[DONE]");
        int both = ("data: " + WORD + "\n\ndata: " + END + "\n\n").length();
        sluice.provider().next(stream.cutBodyAfter(both, Ending.RST));

        assertThat(raised().code()).contains("upstream_cut");
    }

    @Test
    void theProvidersOwnErrorEventIsPassedOn() {
        sluice.provider()
                .next(
                        Script.sse(
                                WORD,
                                "{\"error\":{\"message\":\"The server had an error.\",\"type\":\"server_error\",\"code\":\"odd\"}}"));

        SseException error = raised();

        assertThat(error.code()).contains("odd");
        assertThat(error).hasMessageContaining("The server had an error.");
        assertIncomplete();
    }

    private SseException raised() {
        try (StreamResponse<ChatCompletionChunk> stream =
                sluice.client().chat().completions().createStreaming(Ask.chat().build())) {
            return catchThrowableOfType(
                    SseException.class, () -> stream.stream().forEach(folded::accumulate));
        }
    }

    /** A program that folds the chunks and forgets to look at errors does not get an answer either. */
    private void assertIncomplete() {
        assertThatThrownBy(folded::chatCompletion).isInstanceOf(IllegalStateException.class);
    }
}
