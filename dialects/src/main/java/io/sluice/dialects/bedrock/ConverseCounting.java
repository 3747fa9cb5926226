package io.sluice.dialects.bedrock;

import io.sluice.dialects.Counting;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Conversation;
import org.jspecify.annotations.Nullable;

/** Bedrock's CountTokens. */
final class ConverseCounting implements Counting {
    @Override
    public Understanding read(RequestFacts facts, Bytes body) {
        Bytes request = CountTokens.request(body);
        return request == null
                ? new Understanding.Refused(Problems.refusal(
                        "input.converse",
                        "'input.converse' must be the request to count; 'input.invokeModel' is in one maker's own words and"
                                + " can be counted by Bedrock only."))
                : new RequestReader(facts, request).read();
    }

    @Override
    public Outgoing write(Conversation conversation, Sending sending) {
        Outgoing request = new RequestWriter(conversation, sending).write();
        return new Outgoing(CountTokens.body(request.body()), request.losses());
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
