package io.sluice.dialects.gemini;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.embed.EmbedAnswer;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Outline;
import org.jspecify.annotations.Nullable;

/**
 * Google's embeddings: {@code batchEmbedContents} and {@code embedContent} both ways, Vertex's {@code predict} towards
 * providers. Which form a caller writes its body tells: only a batch has {@code requests}.
 */
final class GeminiEmbeddings implements EmbeddingCodec {
    @Override
    public Read readRequest(RequestFacts facts, Bytes body) {
        return new EmbedReader(facts).read(Value.of(body));
    }

    @Override
    public Written writeRequest(EmbedRequest request, Sending sending) {
        return new EmbedWriter(request, sending).write();
    }

    @Override
    public EmbedAnswer readAnswer(Bytes body, Quirks quirks) {
        return EmbedAnswers.read(Value.of(body));
    }

    @Override
    public byte[] writeAnswer(EmbedAnswer answer, Asking asking) {
        return EmbedAnswers.write(answer, asking);
    }

    /** The Gemini API has both forms of the same model; Vertex has the one its path says. */
    @Override
    public @Nullable String passing(RequestFacts facts, String template) {
        EmbedForm form = isBatch(facts.outline()) ? EmbedForm.BATCH : EmbedForm.ONE;
        if (template.endsWith(form.verb())) {
            return template;
        }
        return template.endsWith(EmbedForm.BATCH.verb())
                ? template.substring(
                                0, template.length() - EmbedForm.BATCH.verb().length())
                        + form.verb()
                : null;
    }

    private static boolean isBatch(Outline outline) {
        return GeminiRequest.member(outline, "requests") != null;
    }
}
