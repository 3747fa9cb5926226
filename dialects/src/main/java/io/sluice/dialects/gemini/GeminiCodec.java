package io.sluice.dialects.gemini;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Codec;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Folding;

/** Gemini's way into the canonical conversation and out of it. */
final class GeminiCodec implements Codec {
    private final StreamForm form;

    GeminiCodec(StreamForm form) {
        this.form = form;
    }

    @Override
    public Understanding readRequest(RequestFacts facts, Bytes body) {
        return RequestReader.read(facts, body);
    }

    @Override
    public Outgoing writeRequest(Conversation conversation, Sending sending) {
        return RequestWriter.write(conversation, sending);
    }

    @Override
    public Answer readAnswer(Bytes body, Quirks quirks) {
        return Folding.of(new AnswerDecoder(false).answer(body).events());
    }

    @Override
    public byte[] writeAnswer(Answer answer, Asked asked) {
        return new AnswerWriter(asked).write(answer);
    }

    @Override
    public StreamWriter streamWriter(Asked asked) {
        return new GeminiStreamWriter(form, asked);
    }
}
