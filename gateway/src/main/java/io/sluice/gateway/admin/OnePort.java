package io.sluice.gateway.admin;

import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.call.wire.Intake;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.RequestHead;

/**
 * Both planes at one address. What the admin plane's table owns goes there and nowhere else, by the path as it was sent;
 * everything else is a caller's.
 */
public record OnePort(AdminTable table, Intake admin, Intake callers) implements Intake {

    @Override
    public InboundCall open(RequestHead head, CallerLink link, Loop loop) {
        return (table.owns(head.path()) ? admin : callers).open(head, link, loop);
    }
}
