package io.sluice.dialects.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a turn or of an answer. */
public sealed interface Block {
    /** What it carries besides. */
    Notes notes();

    /** Text, with the sources it names. */
    record Text(String text, List<Citation> citations, Notes notes) implements Block {
        public Text {
            citations = List.copyOf(citations);
        }

        /** Text alone. */
        public static Text of(String text) {
            return new Text(text, List.of(), Notes.NONE);
        }
    }

    /** An image, a sound, a film or a document. */
    record Media(Sort sort, String mediaType, Source source, String name, Notes notes) implements Block {
        /** What it is. */
        public enum Sort {
            /** A picture. */
            IMAGE,
            /** Speech or sound. */
            AUDIO,
            /** Moving pictures. */
            VIDEO,
            /** A file to be read: PDF, text, office formats. */
            DOCUMENT
        }
    }

    /** Where the content of media is. */
    sealed interface Source {
        /** In the message, standard base64. */
        record Inline(String base64) implements Source {}

        /** At an address ({@code https}, {@code gs}, {@code s3} ...); never a data URI, that is {@link Inline}. */
        record Address(String url) implements Source {}

        /** At the provider, under an id it gave out. */
        record Stored(String id) implements Source {}

        /** A document that is plain text, or made of blocks. */
        record Written(List<Block> blocks) implements Source {
            public Written {
                blocks = List.copyOf(blocks);
            }
        }
    }

    /**
     * Thinking.
     *
     * @param text as far as the provider shows it, a summary included; may be empty
     * @param seal the proof that lets the model that thought it take it up again; null where there is none
     * @param id the item's id where the dialect gives one ({@code rs_...}), else empty
     */
    record Thinking(String text, @Nullable Seal seal, String id, Notes notes) implements Block {}

    /** Thinking the provider shows to nobody: only its proof. */
    record HiddenThinking(Seal seal, String id, Notes notes) implements Block {}

    /**
     * A call of one of the caller's tools.
     *
     * @param id unique in the conversation as far as the dialect has ids; empty where it gave none
     * @param arguments JSON text of an object as the model wrote it; of a free tool its text. May be cut off where the
     *     answer was
     * @param free whether the tool takes text instead of JSON (OpenAI's custom tools)
     * @param seal a proof that hangs on the call (Gemini); null where there is none
     */
    record ToolCall(
            String id,
            String name,
            String arguments,
            boolean free,
            @Nullable Seal seal,
            Notes notes) implements Block {}

    /**
     * What a tool answered.
     *
     * @param id of the call it answers
     * @param name of the tool where the dialect says so, else empty
     * @param failed whether the tool reports a failure
     */
    record ToolResult(String id, String name, List<Block> content, boolean failed, Notes notes) implements Block {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    /** The model declined. */
    record Refusal(String text, Notes notes) implements Block {}

    /**
     * A block that only its own dialect understands: a server tool's use or result, a compaction, something new.
     *
     * @param dialect whose it is
     * @param type its word for it
     * @param json the block as written
     */
    record Opaque(String dialect, String type, String json, Notes notes) implements Block {}
}
