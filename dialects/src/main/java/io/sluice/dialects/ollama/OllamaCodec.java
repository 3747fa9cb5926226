package io.sluice.dialects.ollama;

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

/** The way from the canonical conversation to Ollama, and from its answers back. */
final class OllamaCodec implements Codec {
    @Override
    public Understanding readRequest(RequestFacts facts, Bytes body) {
        throw OllamaChat.noCallers();
    }

    @Override
    public Outgoing writeRequest(Conversation conversation, Sending sending) {
        return new RequestWriter(conversation, sending).write();
    }

    @Override
    public Answer readAnswer(Bytes body, Quirks quirks) {
        return Folding.of(new LineDecoder().line(body).events());
    }

    @Override
    public byte[] writeAnswer(Answer answer, Asked asked) {
        throw OllamaChat.noCallers();
    }

    @Override
    public StreamWriter streamWriter(Asked asked) {
        throw OllamaChat.noCallers();
    }
}
