package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Default;
import io.sluice.gateway.config.Doc;
import io.sluice.gateway.config.Later;

/** A public model name: the target it stands for and what is particular to it. */
@Later({
    "first",
    "split",
    "fastest",
    "least-busy",
    "cheapest",
    "when",
    "hedge",
    "mirror",
    "sticky",
    "timeout",
    "retries",
    "on",
    "keep",
    "price",
    "discount",
    "limits"
})
public record ModelSettings(
        @Doc("The target, `provider/model`; a `*` in it takes what the `*` of the public name stood for.")
        Target use,

        @Doc("Which model name the answer carries: the one `asked` for, or the one `served`.") @Default("asked")
        AnswerModel answerModel,

        @Doc(
                "What becomes of a request of which something cannot be carried into the target's dialect: it goes and only"
                        + " the record names the losses (`drop`), a header of the answer names them too (`warn`), or it is refused"
                        + " (`reject`).")
        @Default("warn")
        LossPolicy loss) {

    /** A plain alias. */
    public static ModelSettings of(Target target) {
        return new ModelSettings(target, AnswerModel.ASKED, LossPolicy.WARN);
    }

    /** The model name of an answer. */
    public enum AnswerModel {
        ASKED,
        SERVED
    }
}
