package io.sluice.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Orderly;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Unfolding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tools made to fit a narrower dialect, and their calls told apart again. */
class FittedToolsTest {
    private static final Tools TOOLS = new Tools(
            List.of(
                    new Tool.Free("apply.patch", null, null, Notes.NONE),
                    new Tool.Function("my tool", null, null, null, Notes.NONE),
                    new Tool.Function("plain", null, null, null, Notes.NONE)),
            null,
            null);

    private static Block.ToolCall call(String name, String arguments, boolean free) {
        return new Block.ToolCall("i", name, arguments, free, null, Notes.NONE);
    }

    private static Answer answer(Block... blocks) {
        Answer.Choice choice =
                new Answer.Choice(0, List.of(blocks), FinishReason.TOOL_CALLS, "tool_use", null, null, Extras.NONE);
        return new Answer("", "", List.of(choice), null, null, Extras.NONE);
    }

    @Test
    void aNameThatFitsIsLeftAlone() {
        assertThat(FittedTools.name("get_weather-2", 64)).isEqualTo("get_weather-2");
    }

    @Test
    void aNameThatDoesNotFitGetsOneOfItsOwn() {
        String dotted = FittedTools.name("a.b", 64);
        assertThat(dotted).matches("a_b_[0-9a-f]{8}").isNotEqualTo(FittedTools.name("a b", 64));
        assertThat(dotted).isEqualTo(FittedTools.name("a.b", 64));
        assertThat(FittedTools.name("x".repeat(65), 64)).hasSize(64);
        assertThat(FittedTools.name("", 64)).matches("_[0-9a-f]{8}");
    }

    @Test
    void aTextComesBackAsItWent() {
        for (String text : List.of("", "a", "{\"input\":\"x\"}", "*** \"é\" \\ \n𝄞")) {
            assertThat(FittedTools.unwrapped(FittedTools.wrapped(text))).isEqualTo(text);
        }
        assertThat(FittedTools.unwrapped("{\"other\":1}")).isEqualTo("{\"other\":1}");
        assertThat(FittedTools.unwrapped("{\"input\":")).isEqualTo("{\"input\":");
    }

    @Test
    void callsAreRestoredInAnswersAndInStreamsAlike() {
        Answer fitted = answer(
                Block.Text.of("t"),
                call(FittedTools.name("apply.patch", 128), FittedTools.wrapped("a\nb"), false),
                call(FittedTools.name("my tool", 64), "{\"a\":1}", false),
                call("plain", "{}", false),
                call("elsewhere", "{}", false));
        Answer expected = answer(
                Block.Text.of("t"),
                call("apply.patch", "a\nb", true),
                call("my tool", "{\"a\":1}", false),
                call("plain", "{}", false),
                call("elsewhere", "{}", false));
        assertThat(FittedTools.restored(fitted, TOOLS)).isEqualTo(expected);
        assertThat(FittedTools.restored(expected, TOOLS)).isEqualTo(expected);

        List<Event> events = new ArrayList<>();
        StreamWriter writer = FittedTools.restoring(gathering(events), TOOLS);
        Orderly.of(Unfolding.of(fitted)).forEach(writer::write);
        writer.end(null);
        assertThat(Folding.of(events)).isEqualTo(expected);
    }

    @Test
    void piecesOfAWrappedTextAreHeldUntilItIsWhole() {
        List<Event> events = new ArrayList<>();
        StreamWriter writer = FittedTools.restoring(gathering(events), TOOLS);
        writer.write(
                new Event.BlockStarted(0, 0, new Event.Opening.ToolCall("i", FittedTools.name("apply.patch", 64))));
        for (String piece : List.of("{\"in", "put\":\"a", "b\\", "n\"}")) {
            writer.write(new Event.ArgumentsDelta(0, 0, piece));
        }
        assertThat(events).hasSize(1);
        writer.write(new Event.BlockEnded(0, 0));
        assertThat(events)
                .containsExactly(
                        new Event.BlockStarted(0, 0, new Event.Opening.ToolCall("i", "apply.patch", true, Notes.NONE)),
                        new Event.ArgumentsDelta(0, 0, "ab\n"),
                        new Event.BlockEnded(0, 0));
    }

    @Test
    void withoutToolsNothingIsInTheWay() {
        StreamWriter writer = gathering(new ArrayList<>());
        assertThat(FittedTools.restoring(writer, Tools.NONE)).isSameAs(writer);
    }

    private static StreamWriter gathering(List<Event> events) {
        return new StreamWriter() {
            @Override
            public byte[] write(Event event) {
                events.add(event);
                return new byte[0];
            }

            @Override
            public byte[] end(@Nullable String code) {
                return new byte[0];
            }
        };
    }
}
