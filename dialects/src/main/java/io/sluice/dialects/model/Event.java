package io.sluice.dialects.model;

import org.jspecify.annotations.Nullable;

/**
 * One step of an answer, in no dialect's words; folded in order, the events of an answer give the answer.
 *
 * <p>{@code choice} counts the alternatives asked for with {@code n}. {@code block} counts the blocks of a choice in
 * the order they began. Dialects without blocks of their own (OpenAI Chat) number text, thinking and each tool call.
 */
public sealed interface Event {
    /** The answer has begun; id and model as the provider names them, empty where it does not. */
    record Started(String id, String model) implements Event {}

    /** A block has begun. */
    record BlockStarted(int choice, int block, Opening opening) implements Event {}

    /** More of a text block. */
    record TextDelta(int choice, int block, String text) implements Event {}

    /** More of the model's thinking. */
    record ThinkingDelta(int choice, int block, String text) implements Event {}

    /** More of a refusal. */
    record RefusalDelta(int choice, int block, String text) implements Event {}

    /** More of a tool call's arguments: JSON text, any cut. */
    record ArgumentsDelta(int choice, int block, String json) implements Event {}

    /** A block has ended. */
    record BlockEnded(int choice, int block) implements Event {}

    /** What the call used so far; the last one counts. */
    record UsageSeen(Usage usage) implements Event {}

    /** A choice has ended; {@code word} is the provider's own for the reason. */
    record Finished(int choice, FinishReason reason, String word) implements Event {}

    /** The provider reports an error in place of the rest. */
    record Broken(ErrorFacts error) implements Event {}

    /** Something this version does not understand; {@code json} is the provider's text where it is JSON. */
    record Unknown(String what, @Nullable String json) implements Event {}

    /** What a block is, known when it begins. */
    sealed interface Opening {
        /** Text for the reader. */
        record Text() implements Opening {}

        /** Thinking. */
        record Thinking() implements Opening {}

        /** The model declines. */
        record Refusal() implements Opening {}

        /** A tool call; id and name empty where the provider gave none. */
        record ToolCall(String id, String name) implements Opening {}
    }
}
