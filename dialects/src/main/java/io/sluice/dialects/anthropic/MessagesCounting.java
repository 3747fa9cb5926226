package io.sluice.dialects.anthropic;

import io.sluice.dialects.Counting;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Conversation;
import org.jspecify.annotations.Nullable;

/** Anthropic's count_tokens. */
final class MessagesCounting implements Counting {
    @Override
    public Understanding read(RequestFacts facts, Bytes body) {
        return new RequestReader(facts, body).read();
    }

    @Override
    public Outgoing write(Conversation conversation, Sending sending) {
        Sending count = CountTokens.sending(sending);
        Outgoing message = new RequestWriter(conversation, count).write();
        return new Outgoing(
                CountTokens.body(message.body(), Host.of(count).members(null).keySet()), message.losses());
    }

    @Override
    public @Nullable Long total(Bytes answer) {
        return CountTokens.read(answer);
    }

    @Override
    public byte[] answer(long tokens, boolean estimate) {
        return CountTokens.answer(tokens, estimate);
    }
}
