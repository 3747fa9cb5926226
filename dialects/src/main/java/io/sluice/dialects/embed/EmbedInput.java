package io.sluice.dialects.embed;

import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Extras;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one vector is asked for.
 *
 * @param pieces that are read together; never empty
 * @param purpose null where the caller did not say
 * @param title of the document it is part of, empty where there is none
 * @param extras fields only the caller's dialect knows, at this input
 */
public record EmbedInput(List<Piece> pieces, @Nullable Purpose purpose, String title, Extras extras) {
    /** Keeps a copy; no piece at all throws {@link IllegalArgumentException}. */
    public EmbedInput {
        pieces = List.copyOf(pieces);
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("an input has at least one piece");
        }
    }

    /** A part of an input. */
    public sealed interface Piece {
        /** Text. */
        record Text(String text) implements Piece {}

        /** Token ids of the model's own tokenizer: JSON text of an array of whole numbers. */
        record Tokens(String json) implements Piece {}

        /** An image, a sound, a film or a document. */
        record Media(Block.Media media) implements Piece {}

        /** What only its own dialect understands, as JSON text. */
        record Unknown(String dialect, String json) implements Piece {}
    }

    /** Text alone, for that purpose. */
    public static EmbedInput of(String text, @Nullable Purpose purpose) {
        return new EmbedInput(List.of(new Piece.Text(text)), purpose, "", Extras.NONE);
    }

    /** The text where it is all there is, several pieces a line each; null where there is something else. */
    public @Nullable String text() {
        if (pieces.size() == 1 && pieces.getFirst() instanceof Piece.Text(String text)) {
            return text;
        }
        StringBuilder all = new StringBuilder();
        for (Piece piece : pieces) {
            if (!(piece instanceof Piece.Text(String text))) {
                return null;
            }
            all.append(all.isEmpty() ? "" : "\n").append(text);
        }
        return all.toString();
    }
}
