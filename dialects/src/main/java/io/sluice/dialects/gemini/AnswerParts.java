package io.sluice.dialects.gemini;

import io.sluice.dialects.Asked;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of one candidate on their way to a caller, whole or as they come. */
final class AnswerParts extends Parts {
    private final Asked asked;
    private final Calls calls;
    private final boolean thoughts;
    private final List<Grounding.Placing> placings = new ArrayList<>();

    /** Numbers the calls of one answer that have no ids of their own. */
    static final class Calls {
        private int next;

        int next() {
            return next++;
        }
    }

    AnswerParts(Asked asked, Calls calls) {
        super(asked.losses());
        this.asked = asked;
        this.calls = calls;
        Reasoning.Shown shown = asked.conversation().reasoning().shown();
        thoughts = shown != null && shown != Reasoning.Shown.OMITTED;
    }

    /** More of a text. */
    void text(String more) {
        flush();
        put(PartText.text(more, false, "", Map.of()));
    }

    /** More of a thought. */
    void thought(String more) {
        if (thoughts) {
            flush();
            put(PartText.text(more, true, "", Map.of()));
        }
    }

    /** The proof of a thinking that was told piece by piece. */
    void proof(Seal seal, String id) {
        hold(Seals.write(seal, false, id));
    }

    /** A source of a text. */
    void cited(Citation citation, String text, int part) {
        placings.add(new Grounding.Placing(citation, text, part));
    }

    List<Grounding.Placing> placings() {
        return placings;
    }

    @Override
    protected void cited(Block.Text text, String path, int part) {
        text.citations().forEach(citation -> cited(citation, text.text(), part));
    }

    @Override
    protected @Nullable String signature(Seal seal, boolean hidden, String id, String path) {
        return Seals.write(seal, hidden, id);
    }

    @Override
    protected boolean thoughts() {
        return thoughts;
    }

    @Override
    protected String callId(String id) {
        return id.isEmpty() ? "call_" + asked.callId() + "_" + calls.next() : id;
    }

    @Override
    protected void result(Block.ToolResult result, String path) {
        losses.add(path, FOREIGN);
    }
}
