package io.sluice.gateway.route.written;

import io.sluice.gateway.catalog.LossPolicy;
import io.sluice.gateway.config.Beside;
import io.sluice.gateway.config.Default;
import io.sluice.gateway.config.Doc;
import io.sluice.gateway.route.AnswerModel;

/** A public model name: the route it stands for and what is particular to it. */
public record ModelSettings(
        @Beside RouteSettings route,

        @Doc("Which model name the answer carries: the one `asked` for, or the one `served`.") @Default("asked")
        AnswerModel answerModel,

        @Doc(
                "What becomes of a request of which something cannot be carried into the target's dialect: it goes and only"
                        + " the record names the losses (`drop`), a header of the answer names them too (`warn`), or it is refused"
                        + " (`reject`).")
        @Default("warn")
        LossPolicy loss) {

    /** A plain alias of a target, {@code provider/model}, or of another public name. */
    public static ModelSettings of(String name) {
        return new ModelSettings(RouteSettings.to(name), AnswerModel.ASKED, LossPolicy.WARN);
    }
}
