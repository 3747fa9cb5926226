package io.sluice.dialects.bedrock.invoke;

import io.sluice.dialects.embed.EmbedInput;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.model.Losses;

/** What models of Amazon's cannot be told of a request for embeddings. */
final class Unsaid {
    private Unsaid() {}

    /** Titan is told nothing of these. */
    static void note(EmbedRequest request, String who, Losses losses) {
        common(request, who, losses);
        if (request.truncation() != null) {
            losses.add("truncate", who + " embeddings have no such setting");
        }
        if (request.inputs().stream().anyMatch(input -> input.purpose() != null)) {
            losses.add("input_type", who + " embeddings are not told what they are for");
        }
    }

    /** No model of Amazon's is told of these. */
    static void common(EmbedRequest request, String who, Losses losses) {
        losses.foreign("", request.extras(), who);
        if (request.user() != null) {
            losses.add("user", who + " embeddings have no end user");
        }
        for (int i = 0; i < request.inputs().size(); i++) {
            EmbedInput input = request.inputs().get(i);
            String path = "input[" + i + "]";
            losses.foreign(path, input.extras(), who);
            if (!input.title().isEmpty()) {
                losses.add(path + ".title", who + " embeddings have no titles");
            }
            if (input.pieces().stream()
                            .filter(EmbedInput.Piece.Text.class::isInstance)
                            .count()
                    > 1) {
                losses.add(path + ".parts", who + " takes one text: the parts are a line each");
            }
        }
    }
}
