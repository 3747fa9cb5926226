package io.sluice.gateway.admin;

import io.sluice.gateway.call.Answers;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.call.wire.Intake;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.RequestHead;

/** What every listener answers without a key - {@code /livez} and {@code /readyz} -, and who takes the rest. */
public record OpenPaths(Health health, Intake rest) implements Intake {

    @Override
    public InboundCall open(RequestHead head, CallerLink link, Loop loop) {
        if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
            return rest.open(head, link, loop);
        }
        return switch (head.path()) {
            case "/livez" -> Answers.answer(link, health.live());
            case "/readyz" -> Answers.answer(link, health.ready());
            default -> rest.open(head, link, loop);
        };
    }
}
