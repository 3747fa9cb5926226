package io.sluice.gateway.call;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.FittedTools;
import io.sluice.dialects.TranslatingWriter;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Tools;

/**
 * How an attempt's answer comes back to a caller of another dialect. Tools that had to be made fit for the provider are
 * called by the caller's own names again.
 *
 * @param from the provider's dialect
 * @param to the caller's
 * @param asked what the writer must know of the call
 */
record Translation(Dialect from, Dialect to, Asked asked) {

    /** Writes the answer's stream, of so many choices. */
    TranslatingWriter writer(int choices) {
        return new TranslatingWriter(FittedTools.restoring(to.codec().streamWriter(asked), tools()), choices);
    }

    /** The whole answer. */
    byte[] written(Answer answer) {
        return to.codec().writeAnswer(FittedTools.restored(answer, tools()), asked);
    }

    private Tools tools() {
        return asked.conversation().tools();
    }
}
