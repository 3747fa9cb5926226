package io.sluice.dialects.openai.chat;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.embed.EmbedAnswer;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.json.Bytes;

/** OpenAI's embeddings, and those of everybody compatible. */
final class EmbeddingsCodec implements EmbeddingCodec {
    @Override
    public Read readRequest(RequestFacts facts, Bytes body) {
        return new EmbeddingsReader(facts).read(body);
    }

    @Override
    public Written writeRequest(EmbedRequest request, Sending sending) {
        return new EmbeddingsWriter(request, sending).write();
    }

    @Override
    public EmbedAnswer readAnswer(Bytes body, Quirks quirks) {
        return EmbeddingsAnswer.read(body, quirks);
    }

    @Override
    public byte[] writeAnswer(EmbedAnswer answer, Asking asking) {
        return EmbeddingsAnswer.write(answer, asking);
    }
}
