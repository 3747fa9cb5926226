package io.sluice.gateway.route;

import io.sluice.gateway.catalog.LossPolicy;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.route.tree.NodeOptions;
import io.sluice.gateway.route.tree.RouteNode;
import io.sluice.gateway.route.tree.Within;

/**
 * What a model name stands for, ready to be planned.
 *
 * @param within what is within the node
 */
public record ModelRoute(RouteNode node, Within within, AnswerModel answerModel, LossPolicy loss) {
    /** Of a node. */
    public ModelRoute(RouteNode node, AnswerModel answerModel, LossPolicy loss) {
        this(node, Within.of(node), answerModel, loss);
    }

    /** One target, with nothing particular to it. */
    public static ModelRoute to(Target target) {
        return new ModelRoute(new RouteNode.To(target, NodeOptions.NONE), AnswerModel.ASKED, LossPolicy.WARN);
    }
}
