package io.sluice.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.crossing.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was recorded of one dialect, made by hand or made up is valid by the types of another's official client. */
class StrictAnswersTest {
    /** Its picture was cut short in its middle where it was recorded, so that it is not base64 any more. */
    private static final String CUT_PICTURE = "openai/openai_responses--ai--openai_image_generation_tool_1-0.json";

    /** A block that Anthropic alone has, which goes to its clients as it came: here a sketch of one. */
    private static final String RAW = "blocks of one dialect alone";

    @ParameterizedTest
    @EnumSource
    void everyWholeAnswerIsReadStrictly(Upstream dialect) {
        assertThat(faults(dialect, Written.answers(dialect.dialect()), StrictReading::answer))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyEventIsReadStrictly(Upstream dialect) {
        assertThat(faults(dialect, Written.streams(dialect.dialect()), StrictReading::stream))
                .isEmpty();
    }

    private static List<String> faults(
            Upstream dialect, List<Written> all, BiFunction<Upstream, byte[], List<String>> read) {
        assertThat(all).isNotEmpty();
        List<String> faults = new ArrayList<>();
        for (Written each : all) {
            if (isNotOurs(dialect, each.name())) {
                continue;
            }
            read.apply(dialect, each.bytes()).forEach(fault -> faults.add(each.name() + ": " + fault));
        }
        return faults;
    }

    private static boolean isNotOurs(Upstream dialect, String name) {
        return switch (dialect) {
            case CHAT, RESPONSES -> false;
            case ANTHROPIC -> name.equals(RAW);
            case GEMINI, BEDROCK -> name.equals(CUT_PICTURE);
        };
    }

    @ParameterizedTest
    @EnumSource
    void aReadingThatAcceptsEverythingWouldBeNone(Upstream dialect) {
        byte[] whole = Written.answers(dialect.dialect()).getLast().bytes();
        String text = new String(whole, UTF_8);
        String broken = switch (dialect) {
            case CHAT -> text.replace("\"choices\":", "\"chosen\":");
            case RESPONSES -> text.replace("\"output\":", "\"put\":");
            case ANTHROPIC -> text.replace("\"role\":\"assistant\"", "\"role\":\"poet\"");
            case GEMINI -> text.replace("\"candidates\":", "\"people\":");
            case BEDROCK -> text.replace("\"metrics\":", "\"feet\":");
        };

        assertThat(broken).isNotEqualTo(text);
        assertThat(StrictReading.answer(dialect, broken.getBytes(UTF_8))).hasSize(1);
    }

    @Test
    void aUnionOfTwoAndAnUnknownWordAreNoConverseAnswers() {
        String answer = """
                {"output":{"message":{"role":"assistant","content":[{"text":"hello"}]}},"stopReason":"end_turn",\
                "usage":{"inputTokens":11,"outputTokens":7,"totalTokens":18},"metrics":{"latencyMs":5}}""";

        assertThat(converse(answer)).isEmpty();
        assertThat(converse(answer.replace("\"text\":", "\"image\":{\"format\":\"png\",\"source\":{}},\"text\":")))
                .singleElement()
                .asString()
                .contains("union of");
        assertThat(converse(answer.replace("end_turn", "tired")))
                .singleElement()
                .asString()
                .contains("none of its words");
    }

    private static List<String> converse(String answer) {
        return StrictReading.answer(Upstream.BEDROCK, answer.getBytes(UTF_8));
    }
}
