package io.sluice.dialects.openai.chat;

import io.sluice.dialects.Operation;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.SendPlan;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.json.Outline;
import java.util.ArrayList;
import java.util.List;

/** The edits that turn a caller's request into one for a target. */
final class ChatEdits {
    private static final String USAGE_ON = "\"include_usage\":true";

    private final RequestFacts facts;
    private final Sending sending;
    private final Bytes body;
    private final List<Edit> edits = new ArrayList<>();

    ChatEdits(RequestFacts facts, Sending sending, Bytes body) {
        this.facts = facts;
        this.sending = sending;
        this.body = body;
    }

    SendPlan plan() {
        if (!sending.model().equals(facts.model())) {
            Member model = facts.modelSpan();
            edits.add(new Edit(model.start(), model.end(), JsonWriter.quoted(sending.model())));
        }
        boolean usage = asksForUsage() && includeUsage();
        if (sending.cap() != null) {
            cap(sending.cap());
        }
        return new SendPlan(edits, usage);
    }

    private boolean asksForUsage() {
        return facts.stream()
                && !facts.usageAsked()
                && facts.operation() != Operation.EMBED
                && !sending.quirks().noStreamOptions()
                && !sending.quirks().usageAlways();
    }

    /** Whether it could be asked for: options that are neither an object nor null are left for the provider to refuse. */
    private boolean includeUsage() {
        Member options = facts.outline().member("stream_options");
        if (options == null) {
            insert(facts.outline(), "\"stream_options\":{" + USAGE_ON + "}");
            return true;
        }
        Outline inner = options.inner();
        if (inner == null) {
            if (options.kind() == Kind.NULL) {
                edits.add(Edit.of(options.start(), options.end(), "{" + USAGE_ON + "}"));
            }
            return options.kind() == Kind.NULL;
        }
        if (inner.member("include_usage") == null) {
            insert(inner, USAGE_ON);
        }
        for (Member member : inner.members()) {
            if (member.key().equals("include_usage")) {
                edits.add(Edit.of(member.start(), member.end(), "true"));
            }
        }
        return true;
    }

    private void cap(long tokens) {
        boolean present = false;
        for (Member member : facts.outline().members()) {
            if (ChatRequest.CAPS.contains(member.key())) {
                present = true;
                lower(member, tokens);
            }
        }
        if (!present) {
            boolean old =
                    facts.operation() == Operation.COMPLETE || sending.quirks().maxTokensOnly();
            String field = old ? ChatRequest.MAX_TOKENS : ChatRequest.MAX_COMPLETION_TOKENS;
            insert(facts.outline(), "\"" + field + "\":" + tokens);
        }
    }

    /** A cap the caller set lower still holds. */
    private void lower(Member member, long tokens) {
        String written = new JsonReader(body.slice(member.start(), member.end()), 0).raw();
        long own = Numbers.whole(written, 18);
        if (own < 0 || own > tokens) {
            edits.add(Edit.of(member.start(), member.end(), Long.toString(tokens)));
        }
    }

    private void insert(Outline object, String member) {
        int at = object.start() + 1;
        edits.add(Edit.of(at, at, object.members().isEmpty() ? member : member + ","));
    }
}
