package io.sluice.gateway.call;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.FittedTools;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.TranslatingWriter;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Tools;
import org.jspecify.annotations.Nullable;

/** How an attempt's answer comes back to a caller of another dialect. */
sealed interface Translation {
    /** The provider's dialect. */
    Dialect from();

    /** The caller's. */
    Dialect to();

    /** The id of the call, for errors. */
    String callId();

    /**
     * Of a conversation. Tools that had to be made fit for the provider are called by the caller's own names again.
     *
     * @param asked what the writer must know of the call
     * @param seam where the answer's stream may have several parts; else null
     */
    record Conversing(
            Dialect from, Dialect to, Asked asked, @Nullable Seam seam) implements Translation {
        @Override
        public String callId() {
            return asked.callId();
        }

        /** Writes the answer's stream, of so many choices. */
        TranslatingWriter writer(int choices) {
            return seam == null ? own(choices) : seam.writer(() -> own(choices));
        }

        private TranslatingWriter own(int choices) {
            return new TranslatingWriter(FittedTools.restoring(to.codec().streamWriter(asked), tools()), choices);
        }

        /** The whole answer. */
        byte[] written(Answer answer) {
            return to.codec().writeAnswer(FittedTools.restored(answer, tools()), asked);
        }

        private Tools tools() {
            return asked.conversation().tools();
        }
    }

    /**
     * Of embeddings.
     *
     * @param reads the provider's codec
     * @param writes the caller's
     * @param asking what the writer must know of the call
     * @param quirks of the provider
     * @param elsewhere where long answers are translated
     */
    record Embedding(
            Dialect from,
            Dialect to,
            String callId,
            EmbeddingCodec reads,
            EmbeddingCodec writes,
            EmbeddingCodec.Asking asking,
            Quirks quirks,
            Elsewhere elsewhere)
            implements Translation {}
}
