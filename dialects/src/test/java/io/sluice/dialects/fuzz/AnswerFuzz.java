package io.sluice.dialects.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Asked;
import io.sluice.dialects.Observed;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.Terms;
import io.sluice.dialects.crossing.Samples;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Unfolding;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A whole answer of any dialect is watched the same in pieces, read, and written for every caller, its text untouched. */
public final class AnswerFuzz {
    private static final List<Quirks> QUIRKS =
            List.of(Quirks.NONE, Quirks.of(Set.of("usage_add_reasoning", "no_end_mark", "reasoning_in=think_tags")));

    private AnswerFuzz() {}

    /** Makes what all begin from, before the fuzzer's clock runs. */
    public static void fuzzerInitialize() {
        Tongue.ofCallers();
    }

    /** Tries those bytes. */
    public static void fuzzerTestOneInput(byte[] data) {
        Choices choices = new Choices(data);
        Tongue from = choices.of(List.of(Tongue.values()));
        Tongue to = choices.of(Tongue.ofCallers());
        Quirks quirks = choices.of(QUIRKS);
        byte[] body =
                choices.below(8) == 0 ? choices.rest() : Mutant.of(choices.of(from.answers()), from.answers(), choices);
        from.dialect.readError(400 + choices.below(200), null, Bytes.of(body));
        Terms terms = new Terms(Operation.CHAT, 1, false, "asked", quirks);
        AnswerRelay whole = from.dialect.answerRelay(terms);
        AnswerRelay singles = from.dialect.answerRelay(terms);
        RelayFault fault = fed(whole, body, Math.max(1, body.length));
        Law.same("the same fault in pieces", fault, fed(singles, body, 1));
        Law.same("the same seen in pieces", seen(whole), seen(singles));
        Law.same("the same name spliced in pieces", whole.modelEdit(), singles.modelEdit());
        if (fault == null) {
            Bytes bytes = Bytes.of(body);
            if (from.isForCallers()) {
                byte[] again = from.dialect.fold(from.dialect.unfold(bytes));
                Law.same("unfolded and folded", new String(body, UTF_8), new String(again, UTF_8));
            }
            Answer answer = from.dialect.codec().readAnswer(bytes, quirks);
            Law.same("unfolding and folding", Said.text(answer), Said.text(Folding.of(Unfolding.of(answer))));
            carried(from, answer, to);
        }
    }

    private static void carried(Tongue from, Answer answer, Tongue to) {
        Asked asked = new Asked("c1", 1_700_000_000, "asked", Samples.asked(), new Losses());
        byte[] written = to.dialect.codec().writeAnswer(answer, asked);
        Law.isJson(to + " written of " + from, written);
        Answer again = to.dialect.codec().readAnswer(Bytes.of(written), Quirks.NONE);
        if (answer.error() == null && Said.isOne(answer)) {
            Law.same(to + " says the text of " + from, Said.text(answer), Said.text(again));
        }
    }

    static String seen(Observed seen) {
        return seen.usage() + " " + seen.usageImplausible() + " " + seen.finishReason() + " " + seen.error() + " "
                + seen.contentSeen();
    }

    private static @Nullable RelayFault fed(AnswerRelay relay, byte[] body, int size) {
        for (int at = 0; at < body.length; at += size) {
            RelayFault fault = relay.feed(Bytes.of(body, at, Math.min(body.length, at + size)));
            if (fault != null) {
                return fault;
            }
        }
        return relay.end();
    }
}
