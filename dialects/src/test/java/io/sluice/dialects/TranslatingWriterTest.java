package io.sluice.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.openai.chat.OpenAiChat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TranslatingWriterTest {
    private static final String CALL =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":@,\"id\":\"c@\","
                    + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\n";

    @Test
    void aProviderThatFinishesAfterEachCallFinishesOnceForTheCaller() {
        StringBuilder told = new StringBuilder();
        TranslatingWriter writer = new TranslatingWriter(telling(told), 1);
        EventReader reader = new OpenAiChat().eventReader(Terms.untouched(Operation.CHAT));
        reader.feed(Bytes.of(CALL.replace('@', '0') + CALL.replace('@', '1')), writer::write);
        writer.end();
        assertThat(told).hasToString("begun ended begun ended finished over ");
    }

    @Test
    void anAnswerWeEndIsFinishedForEveryChoiceThatWasNot() {
        StringBuilder told = new StringBuilder();
        TranslatingWriter writer = new TranslatingWriter(telling(told), 3);
        EventReader reader = new OpenAiChat().eventReader(Terms.untouched(Operation.CHAT));
        reader.feed(Bytes.of(CALL.replace('@', '0')), writer::write);
        writer.finish(FinishReason.LENGTH, null, "budget_exceeded");
        assertThat(told).hasToString("begun ended finished finished finished budget_exceeded ");
    }

    private static StreamWriter telling(StringBuilder told) {
        return new StreamWriter() {
            @Override
            public byte[] write(Event event) {
                told.append(
                        switch (event) {
                            case Event.BlockStarted _ -> "begun ";
                            case Event.BlockEnded _ -> "ended ";
                            case Event.Finished _ -> "finished ";
                            default -> "";
                        });
                return new byte[0];
            }

            @Override
            public byte[] end(@Nullable String code) {
                told.append(code == null ? "over" : code).append(' ');
                return "".getBytes(UTF_8);
            }
        };
    }
}
