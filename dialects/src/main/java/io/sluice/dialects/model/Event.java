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

    /** The proof that belongs to a block (thinking, a tool call), whole. */
    record SealSeen(int choice, int block, Seal seal) implements Event {}

    /** A source the text block names. */
    record CitationSeen(int choice, int block, Citation citation) implements Event {}

    /** More of the choice's token probabilities: JSON text of a list in OpenAI's form. */
    record LogprobsSeen(int choice, String entries) implements Event {}

    /** The caller's sequence that ends the choice; comes before its {@link Finished}. */
    record StopSequenceSeen(int choice, String sequence) implements Event {}

    /**
     * A field only the provider's dialect knows, of the choice or (choice -1) of the answer; the last one of a name counts.
     *
     * @param json its value's text
     */
    record Noted(int choice, String dialect, String name, String json) implements Event {}

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
        record Text(Notes notes) implements Opening {
            /** Without notes. */
            public Text() {
                this(Notes.NONE);
            }
        }

        /** Thinking; {@code id} as in {@link Block.Thinking}. */
        record Thinking(String id, Notes notes) implements Opening {
            /** Without id or notes. */
            public Thinking() {
                this("", Notes.NONE);
            }
        }

        /** The model declines. */
        record Refusal(Notes notes) implements Opening {
            /** Without notes. */
            public Refusal() {
                this(Notes.NONE);
            }
        }

        /** A tool call; id and name empty where the provider gave none, the rest as in {@link Block.ToolCall}. */
        record ToolCall(String id, String name, boolean free, Notes notes) implements Opening {
            /** A call of a function, without notes. */
            public ToolCall(String id, String name) {
                this(id, name, false, Notes.NONE);
            }
        }

        /** A block that came whole, so that no delta follows: hidden thinking, media, an opaque one. */
        record Whole(Block block) implements Opening {}
    }
}
