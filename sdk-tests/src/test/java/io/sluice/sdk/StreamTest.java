package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import io.sluice.simulator.Script;
import io.sluice.simulator.Usage;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithSluice.class)
class StreamTest {
    private static final Script ANSWER = Script.text("Gr\u00fc\u00dfe, \ud83d\udc4b all of you", Usage.of(7, 6));

    private final Sluice sluice;

    StreamTest(Sluice sluice) {
        this.sluice = sluice;
    }

    @Test
    void theWordsComeOneByOneUpToTheFinishReason() {
        sluice.provider().next(ANSWER);

        List<ChatCompletionChunk> chunks = streamed(Ask.chat().build());

        assertThat(said(chunks)).isEqualTo("Gr\u00fc\u00dfe, \ud83d\udc4b all of you");
        assertThat(chunks)
                .hasSizeGreaterThan(4)
                .allSatisfy(chunk -> assertThat(chunk.validate().model()).isEqualTo("fast"));
        assertThat(chunks.getLast().choices().getFirst().finishReason())
                .contains(ChatCompletionChunk.Choice.FinishReason.STOP);
    }

    @Test
    void usageNobodyAskedForIsKeptFromTheCaller() {
        sluice.provider().next(ANSWER);

        List<ChatCompletionChunk> chunks = streamed(Ask.chat().build());

        assertThat(Ask.received(sluice.provider())
                        .json()
                        .path("stream_options")
                        .path("include_usage")
                        .asBoolean())
                .isTrue();
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.usage()).isEmpty();
            assertThat(chunk.choices()).isNotEmpty();
        });
    }

    @Test
    void usageThatWasAskedForComesInAChunkOfItsOwn() {
        sluice.provider().next(ANSWER);

        List<ChatCompletionChunk> chunks = streamed(Ask.chat()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

        ChatCompletionChunk last = chunks.getLast();
        assertThat(last.choices()).isEmpty();
        assertThat(last.usage())
                .hasValueSatisfying(usage -> assertThat(usage.totalTokens()).isEqualTo(13));
        assertThat(said(chunks)).isEqualTo("Gr\u00fc\u00dfe, \ud83d\udc4b all of you");
    }

    @Test
    void piecesOfOneByteMakeTheSameStream() {
        sluice.provider().next(ANSWER.inPieces(1));

        assertThat(said(streamed(Ask.chat().build()))).isEqualTo("Gr\u00fc\u00dfe, \ud83d\udc4b all of you");
    }

    private List<ChatCompletionChunk> streamed(ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> stream =
                sluice.client().chat().completions().createStreaming(params)) {
            return stream.stream().toList();
        }
    }

    private static String said(List<ChatCompletionChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.delta().content().stream())
                .collect(Collectors.joining());
    }
}
