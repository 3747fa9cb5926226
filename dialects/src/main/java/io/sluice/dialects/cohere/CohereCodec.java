package io.sluice.dialects.cohere;

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

/** The halves of a codec that an upstream's dialect needs. */
final class CohereCodec implements Codec {
    @Override
    public Understanding readRequest(RequestFacts facts, Bytes body) {
        throw CohereChat.notSpoken();
    }

    @Override
    public Outgoing writeRequest(Conversation conversation, Sending sending) {
        return new CohereRequest(conversation, sending).write();
    }

    @Override
    public Answer readAnswer(Bytes body, Quirks quirks) {
        return Folding.of(new CohereAnswer(body).chunk().events());
    }

    @Override
    public byte[] writeAnswer(Answer answer, Asked asked) {
        throw CohereChat.notSpoken();
    }

    @Override
    public StreamWriter streamWriter(Asked asked) {
        throw CohereChat.notSpoken();
    }
}
