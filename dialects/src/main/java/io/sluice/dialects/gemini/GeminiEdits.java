package io.sluice.dialects.gemini;

import io.sluice.dialects.Operation;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.SendPlan;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.json.Outline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The edits that turn a caller's request into one for a target. The model is in the path; where the body names it too
 * (some clients, batches of embeddings, counts), it must be the path's.
 */
final class GeminiEdits {
    private final RequestFacts facts;
    private final Sending sending;
    private final Bytes body;
    private final List<Edit> edits = new ArrayList<>();

    GeminiEdits(RequestFacts facts, Sending sending, Bytes body) {
        this.facts = facts;
        this.sending = sending;
        this.body = body;
    }

    SendPlan plan() {
        byte[] other = facts.operation() == Operation.COUNT ? TokenCount.fitted(body, sending) : null;
        if (other != null) {
            return new SendPlan(List.of(new Edit(0, body.length(), other)), false);
        }
        for (Member member : facts.outline().members()) {
            Value value = new Value(body, member.start(), member.end());
            switch (Fields.camel(member.key())) {
                case "model" -> model(value);
                case "generateContentRequest" -> model(value.fields().get("model"));
                case "requests" ->
                    value.elements().forEach(request -> model(request.fields().get("model")));
                default -> {}
            }
        }
        if (sending.cap() != null) {
            cap(sending.cap());
        }
        return new SendPlan(edits, false);
    }

    private void model(@Nullable Value value) {
        if (value == null || !value.is(Kind.STRING)) {
            return;
        }
        String written = value.text();
        String name = sending.model().substring(sending.model().lastIndexOf('/') + 1);
        String wanted = written.substring(0, written.lastIndexOf('/') + 1) + name;
        if (!wanted.equals(written)) {
            edits.add(new Edit(value.start(), value.end(), JsonWriter.quoted(wanted)));
        }
    }

    private void cap(long tokens) {
        Member config = GeminiRequest.member(facts.outline(), GeminiRequest.CONFIG);
        String field = "\"" + GeminiRequest.CAP + "\":" + tokens;
        if (config == null) {
            insert(facts.outline(), "\"" + GeminiRequest.CONFIG + "\":{" + field + "}");
            return;
        }
        Outline inner = config.inner();
        if (inner == null) {
            // What is neither an object nor null is left for the provider to refuse.
            if (config.kind() == Kind.NULL) {
                edits.add(new Edit(config.start(), config.end(), utf8("{" + field + "}")));
            }
            return;
        }
        Member own = GeminiRequest.member(inner, GeminiRequest.CAP);
        if (own == null) {
            insert(inner, field);
            return;
        }
        Long written = Numbers.whole(new Value(body, own.start(), own.end()));
        if (written == null || written < 0 || written > tokens) {
            edits.add(new Edit(own.start(), own.end(), utf8(Long.toString(tokens))));
        }
    }

    private void insert(Outline object, String member) {
        int at = object.start() + 1;
        edits.add(new Edit(at, at, utf8(object.members().isEmpty() ? member : member + ",")));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
