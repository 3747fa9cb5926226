package io.sluice.gateway.litellm;

import io.sluice.gateway.admin.Health;
import io.sluice.gateway.call.Answers;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.call.wire.Intake;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.RequestHead;

/** What a LiteLLM proxy answers without a key - whether it lives, whether it is ready -, and who takes the rest. */
public record ProxyPaths(Health health, Intake rest) implements Intake {

    @Override
    public InboundCall open(RequestHead head, CallerLink link, Loop loop) {
        if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
            return rest.open(head, link, loop);
        }
        return switch (head.path()) {
            case "/" -> Answers.answer(link, Reply.json("\"Sluice: RUNNING\""));
            case "/health/liveliness", "/health/liveness" -> Answers.answer(link, Reply.json("\"I'm alive!\""));
            case "/health/readiness" -> Answers.answer(link, readiness());
            default -> rest.open(head, link, loop);
        };
    }

    private Reply readiness() {
        Reply ready = health.ready();
        return ready.status() == 200 ? Reply.json("{\"status\":\"healthy\",\"db\":\"connected\"}") : ready;
    }
}
