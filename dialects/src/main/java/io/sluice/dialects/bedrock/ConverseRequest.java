package io.sluice.dialects.bedrock;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Operation;
import io.sluice.dialects.OutputCap;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.json.Outline;
import java.util.ArrayList;
import java.util.List;

/** What the gateway must know of a Converse request: the path names the model and says whether to stream. */
final class ConverseRequest {
    static final String INFERENCE = "inferenceConfig";
    private static final String MAX_TOKENS = "maxTokens";
    private static final String CAP = INFERENCE + "." + MAX_TOKENS;

    private ConverseRequest() {}

    static Reading read(Asking asking, Outline outline, Bytes body) {
        if (outline.kind() != Kind.OBJECT) {
            return new Reading.Refused(Problems.refusal(null, "The request must be a JSON object."));
        }
        if (asking.operation() != Operation.CHAT && asking.operation() != Operation.COUNT) {
            return new Reading.Refused(Problems.refusal(null, "Converse answers conversations and nothing else."));
        }
        if (asking.model() == null || asking.model().isEmpty()) {
            return new Reading.Refused(Problems.refusal("modelId", "The path of the request names no model."));
        }
        OutputCap cap = null;
        for (Member member : caps(outline)) {
            Bytes value = body.slice(member.start(), member.end());
            Long tokens = Values.whole(value);
            if (member.kind() == Kind.NULL) {
                continue;
            }
            if (tokens == null || tokens < 0) {
                return new Reading.Refused(Problems.refusal(
                        CAP, "'" + CAP + "' must be a whole number of tokens, not " + Values.seen(value) + "."));
            }
            // Of a name given twice the larger counts here, as either may be taken for true.
            cap = cap == null || tokens > cap.tokens() ? new OutputCap(CAP, tokens) : cap;
        }
        boolean stream = Boolean.TRUE.equals(asking.stream());
        return new Reading.Understood(
                new RequestFacts(asking.operation(), asking.model(), stream, cap, 1, true, outline));
    }

    /** The edit that makes the request obey a cap; the model is in the path, so the body does not name it. */
    static List<Edit> edits(RequestFacts facts, Sending sending, Bytes body) {
        List<Edit> edits = new ArrayList<>();
        if (sending.cap() == null) {
            return edits;
        }
        long tokens = sending.cap();
        Outline outline = facts.outline();
        Member inference = outline.member(INFERENCE);
        Outline inner = inference == null ? null : inference.inner();
        if (inference == null) {
            insert(edits, outline, "\"" + INFERENCE + "\":{\"" + MAX_TOKENS + "\":" + tokens + "}");
        } else if (inner == null && inference.kind() == Kind.NULL) {
            edits.add(Edit.of(inference.start(), inference.end(), "{\"" + MAX_TOKENS + "\":" + tokens + "}"));
        } else if (inner != null && inner.member(MAX_TOKENS) == null) {
            insert(edits, inner, "\"" + MAX_TOKENS + "\":" + tokens);
        }
        for (Member member : caps(outline)) {
            Long own = Values.whole(body.slice(member.start(), member.end()));
            if (own == null || own > tokens) {
                edits.add(Edit.of(member.start(), member.end(), Long.toString(tokens)));
            }
        }
        return edits;
    }

    private static List<Member> caps(Outline outline) {
        List<Member> caps = new ArrayList<>();
        Member inference = outline.member(INFERENCE);
        Outline inner = inference == null ? null : inference.inner();
        for (Member member : inner == null ? List.<Member>of() : inner.members()) {
            if (member.key().equals(MAX_TOKENS)) {
                caps.add(member);
            }
        }
        return caps;
    }

    private static void insert(List<Edit> edits, Outline object, String member) {
        int at = object.start() + 1;
        edits.add(Edit.of(at, at, object.members().isEmpty() ? member : member + ","));
    }
}
