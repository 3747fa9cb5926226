package io.sluice.gateway.call;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.defaults.Defaults;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Merge;
import io.sluice.dialects.model.Conversation;

/** Puts what a route adds into bodies. Values alone, so that long ones can be changed off the loop. */
final class Adding {
    private Adding() {}

    /** The caller's body for a provider of its dialect, read anew: what was added may be a cap, or more choices. */
    static Rewriting passing(
            Endpoint.Infer endpoint, RequestFacts facts, Bytes body, Sending sending, Additions added) {
        Asking asking = endpoint.asking();
        byte[] changed = added.defaults().isEmpty()
                ? body.toArray()
                : Defaults.of(added.defaults()).into(endpoint.dialect(), asking, facts, body, sending);
        return Rewriting.of(endpoint, over(changed, added));
    }

    /** A conversation written for a provider. */
    static Outgoing written(Conversation conversation, Dialect dialect, Sending sending, Additions added) {
        Outgoing written = added.defaults().isEmpty()
                ? dialect.codec().writeRequest(conversation, sending)
                : Defaults.of(added.defaults()).written(conversation, dialect, sending);
        return added.body().isEmpty()
                ? written
                : new Outgoing(over(written.body(), added), written.losses(), written.unreached());
    }

    /** A body with the members that are there whatever the caller sent. */
    static byte[] over(byte[] body, Additions added) {
        return added.body().isEmpty() ? body : Merge.over(Bytes.of(body), added.body());
    }
}
