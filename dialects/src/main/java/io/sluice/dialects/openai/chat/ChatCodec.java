package io.sluice.dialects.openai.chat;

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

/** OpenAI Chat's way into the canonical conversation and out of it. */
final class ChatCodec implements Codec {
    @Override
    public Understanding readRequest(RequestFacts facts, Bytes body) {
        return new ChatRequestReader(facts, body).read();
    }

    @Override
    public Outgoing writeRequest(Conversation conversation, Sending sending) {
        return new ChatRequestWriter(conversation, sending).write();
    }

    @Override
    public Answer readAnswer(Bytes body, Quirks quirks) {
        return Folding.of(new ChatDecoder(quirks).answer(body).events());
    }

    @Override
    public byte[] writeAnswer(Answer answer, Asked asked) {
        return new ChatAnswerWriter(answer, asked).write();
    }

    @Override
    public StreamWriter streamWriter(Asked asked) {
        return new ChatStreamWriter(asked);
    }
}
