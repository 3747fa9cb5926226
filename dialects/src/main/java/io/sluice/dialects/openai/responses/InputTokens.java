package io.sluice.dialects.openai.responses;

import io.sluice.dialects.Counting;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Conversation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's {@code POST /v1/responses/input_tokens}: a request for a response, less what only concerns the answer. What it
 * takes and says is that of the official client's types.
 */
final class InputTokens implements Counting {
    private static final String COUNT = "input_tokens";
    private static final Set<String> TAKEN = Set.of(
            "model",
            "input",
            "instructions",
            "conversation",
            "previous_response_id",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "reasoning",
            "text",
            "truncation",
            "personality");

    @Override
    public Understanding read(RequestFacts facts, Bytes body) {
        return RequestReader.read(facts, body);
    }

    @Override
    public Outgoing write(Conversation conversation, Sending sending) {
        Outgoing request = RequestWriter.write(conversation, sending);
        JsonWriter json = new JsonWriter().beginObject();
        JsonReader members = new JsonReader(Bytes.of(request.body()), 0);
        if (members.enter(Kind.OBJECT)) {
            while (members.more()) {
                String name = members.name();
                String value = members.raw();
                if (TAKEN.contains(name)) {
                    json.name(name).raw(value);
                }
            }
        }
        return new Outgoing(json.endObject().toBytes(), request.losses());
    }

    @Override
    public @Nullable Long total(Bytes answer) {
        JsonReader members = new JsonReader(answer, 0);
        Long total = null;
        if (members.enter(Kind.OBJECT)) {
            while (members.more()) {
                boolean wanted = members.name().equals(COUNT);
                String value = members.raw();
                total = wanted ? Long.valueOf(Digits.whole(value, ResponsesRequest.MOST_DIGITS)) : total;
            }
        }
        return total == null || total < 0 ? null : total;
    }

    @Override
    public byte[] answer(long tokens, boolean estimate) {
        JsonWriter json = new JsonWriter().beginObject();
        json.name("object").string("response.input_tokens").name(COUNT).number(tokens);
        if (estimate) {
            json.name("sluice").beginObject().name("estimate").bool(true).endObject();
        }
        return json.endObject().toBytes();
    }
}
