package io.sluice.dialects.anthropic;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The edits that turn a caller's request into one for a target. */
final class MessagesEdits {
    /** The least a thinking budget may be. */
    static final long LEAST_BUDGET = 1_024;

    private final RequestFacts facts;
    private final Sending sending;
    private final Bytes body;
    private final Host host;
    private final List<Edit> edits = new ArrayList<>();

    MessagesEdits(RequestFacts facts, Sending sending, Bytes body) {
        this.facts = facts;
        this.sending = facts.operation() == Operation.COUNT ? CountTokens.sending(sending) : sending;
        this.body = body;
        this.host = Host.of(this.sending);
    }

    SendPlan plan() {
        Set<String> gone = new HashSet<>();
        List<String> added = new ArrayList<>();
        Member model = facts.outline().member("model");
        if (host.modelInPath()) {
            gone.add("model");
        } else if (model != null && !sending.model().equals(facts.model())) {
            edits.add(new Edit(model.start(), model.end(), JsonWriter.quoted(sending.model())));
        }
        if (host.streamInPath()) {
            gone.add("stream");
        }
        Member betas = facts.outline().member(Host.BETA);
        String own = betas == null ? null : body.utf8(betas.start(), betas.end());
        host.members(own).forEach((name, json) -> {
            gone.add(name);
            added.add("\"" + name + "\":" + json);
        });
        if (sending.cap() != null) {
            cap(sending.cap(), added);
        }
        edits.addAll(new MemberCuts(facts.outline(), body).without(gone));
        insert(added, gone);
        return new SendPlan(edits, false);
    }

    private void insert(List<String> added, Set<String> gone) {
        if (added.isEmpty()) {
            return;
        }
        boolean more = facts.outline().members().stream().anyMatch(member -> !gone.contains(member.key()));
        int at = facts.outline().start() + 1;
        edits.add(Edit.of(at, at, String.join(",", added) + (more ? "," : "")));
    }

    /** A cap the caller set lower still holds. */
    private void cap(long tokens, List<String> added) {
        Member member = facts.outline().member(MessagesRequest.MAX_TOKENS);
        if (member == null) {
            added.add("\"max_tokens\":" + tokens);
        } else if (facts.cap() == null || facts.cap().tokens() > tokens) {
            edits.add(Edit.of(member.start(), member.end(), Long.toString(tokens)));
            budget(tokens, facts.cap() == null ? tokens : facts.cap().tokens());
        }
    }

    /** A thinking budget must stay below the cap: it shrinks in proportion, and goes where nothing is left for it. */
    private void budget(long cap, long before) {
        Member thinking = facts.outline().member("thinking");
        Outline inner = thinking == null ? null : thinking.inner();
        Member budget = inner == null ? null : inner.member("budget_tokens");
        if (thinking == null || budget == null || budget.kind() != Kind.NUMBER) {
            return;
        }
        long asked = MessagesRequest.whole(body.utf8(budget.start(), budget.end()));
        if (asked < cap) {
            return;
        }
        Long left = lowered(asked, cap, before);
        edits.add(
                left == null
                        ? Edit.of(thinking.start(), thinking.end(), "{\"type\":\"disabled\"}")
                        : Edit.of(budget.start(), budget.end(), Long.toString(left)));
    }

    /** The budget that has the same share of a lower cap; null where the cap leaves no room for the least one. */
    static @Nullable Long lowered(long budget, long cap, long before) {
        if (cap <= LEAST_BUDGET) {
            return null;
        }
        long share = before <= budget ? cap / 2 : (long) ((double) budget / before * cap);
        return Math.clamp(share, LEAST_BUDGET, cap - 1);
    }
}
