package io.sluice.simulator;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chat answer says, whether it is then sent whole or streamed. Each method gives a changed copy.
 *
 * @param text the content; empty where only tools are called
 * @param tools the tool calls behind it
 * @param finish the finish reason
 * @param usage the tokens it claims; a plausible guess where {@code null}
 * @param pause between the events of a stream
 */
public record Chat(
        String text,
        List<ToolCall> tools,
        String finish,
        @Nullable Usage usage,
        Duration pause) {

    public Chat {
        tools = List.copyOf(tools);
    }

    /** An answer of this text. */
    public static Chat saying(String text) {
        return new Chat(text, List.of(), "stop", null, Duration.ZERO);
    }

    /** An answer that calls tools. */
    public static Chat calling(ToolCall... tools) {
        return new Chat("", List.of(tools), "tool_calls", null, Duration.ZERO);
    }

    /** Claims these tokens. */
    public Chat usage(Usage claimed) {
        return new Chat(text, tools, finish, claimed, pause);
    }

    /** Ends for this reason. */
    public Chat finish(String reason) {
        return new Chat(text, tools, reason, usage, pause);
    }

    /** Streams its events this long apart. */
    public Chat pause(Duration between) {
        return new Chat(text, tools, finish, usage, between);
    }

    /** The text in pieces of about a token, as a stream sends it. */
    List<String> words() {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\S)(?=\\s)", -1));
    }

    /** No more than so many words; said to be cut off where that leaves some out. */
    Chat atMost(int words) {
        List<String> all = words();
        return all.size() <= words
                ? this
                : new Chat(String.join("", all.subList(0, words)), tools, "length", usage, pause);
    }
}
