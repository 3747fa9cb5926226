package io.sluice.dialects.bedrock;

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

/** Converse's way into the canonical conversation and out of it. */
final class ConverseCodec implements Codec {
    @Override
    public Understanding readRequest(RequestFacts facts, Bytes body) {
        return new RequestReader(facts, body).read();
    }

    @Override
    public Outgoing writeRequest(Conversation conversation, Sending sending) {
        return new RequestWriter(conversation, sending).write();
    }

    @Override
    public Answer readAnswer(Bytes body, Quirks quirks) {
        return Folding.of(AnswerDecoder.chunk(body).events());
    }

    @Override
    public byte[] writeAnswer(Answer answer, Asked asked) {
        return AnswerWriter.write(answer, asked);
    }

    @Override
    public StreamWriter streamWriter(Asked asked) {
        return new ConverseStreamWriter(asked);
    }
}
