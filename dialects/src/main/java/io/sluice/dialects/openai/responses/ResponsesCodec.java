package io.sluice.dialects.openai.responses;

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
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Orderly;
import io.sluice.dialects.model.Unfolding;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** OpenAI Responses' way into the canonical conversation and out of it. */
final class ResponsesCodec implements Codec {
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
        return Folding.of(new ResponseDecoder().answer(body).events());
    }

    @Override
    public byte[] writeAnswer(Answer answer, Asked asked) {
        Wire unsent = new Wire();
        ResponseBuilder response = new ResponseBuilder(asked, unsent);
        List<Event> events = Orderly.of(Unfolding.of(answer));
        // What hangs on the answer as a whole comes last there, and is needed first here.
        events.forEach(event -> {
            if (event instanceof Event.Noted || event instanceof Event.LogprobsSeen) {
                response.take(event);
            }
        });
        if (events.stream().filter(event -> event instanceof Event.TextDelta).count() == 1) {
            response.oneText();
        }
        events.forEach(event -> {
            if (!(event instanceof Event.LogprobsSeen)) {
                response.take(event);
                unsent.taken();
            }
        });
        return response.end(null).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public StreamWriter streamWriter(Asked asked) {
        return new ResponseStreamWriter(asked);
    }
}
