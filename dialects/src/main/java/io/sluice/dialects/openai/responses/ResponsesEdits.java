package io.sluice.dialects.openai.responses;

import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.SendPlan;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Member;
import java.util.ArrayList;
import java.util.List;

/** The edits that turn a caller's request into one for a target: its model's name, and the output cap. */
final class ResponsesEdits {
    private ResponsesEdits() {}

    static SendPlan plan(RequestFacts facts, Sending sending, Bytes body) {
        List<Edit> edits = new ArrayList<>();
        if (!sending.model().equals(facts.model())) {
            Member model = facts.modelSpan();
            edits.add(new Edit(model.start(), model.end(), JsonWriter.quoted(sending.model())));
        }
        if (sending.cap() != null) {
            cap(facts, sending.cap(), body, edits);
        }
        return new SendPlan(edits, false);
    }

    /** A cap the caller set lower still holds. */
    private static void cap(RequestFacts facts, long tokens, Bytes body, List<Edit> edits) {
        boolean present = false;
        for (Member member : facts.outline().members()) {
            if (member.key().equals(ResponsesRequest.CAP)) {
                present = true;
                String written = new JsonReader(body.slice(member.start(), member.end()), 0).raw();
                long own = Digits.whole(written, ResponsesRequest.MOST_DIGITS);
                if (own < 0 || own > tokens) {
                    edits.add(Edit.of(member.start(), member.end(), Long.toString(tokens)));
                }
            }
        }
        if (!present) {
            // A request that names its model has a member to put this before.
            int at = facts.outline().start() + 1;
            edits.add(Edit.of(at, at, "\"" + ResponsesRequest.CAP + "\":" + tokens + ","));
        }
    }
}
