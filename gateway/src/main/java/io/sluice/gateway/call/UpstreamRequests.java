package io.sluice.gateway.call;

import io.sluice.dialects.SendPlan;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Part;
import io.sluice.dialects.json.Splice;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.catalog.AuthHeader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the request of an attempt: the caller's bytes with the edits spliced in, and the short list of headers that pass. */
final class UpstreamRequests {
    // Nothing else of a caller's headers ever reaches a provider.
    private static final List<String> PASSED = List.of("accept", "openai-beta", "idempotency-key");
    private static final Header JSON = new Header("content-type", "application/json");

    private UpstreamRequests() {}

    /** A request, or null where the caller's own credential is wanted and there is none. */
    static @Nullable UpstreamRequest of(
            Call call, String path, boolean stream, Attempt attempt, SendPlan plan, boolean fresh) {
        ProviderAccess access = attempt.target().provider();
        List<Header> lines = new ArrayList<>(5);
        lines.add(JSON);
        Headers came = call.head().headers();
        for (String name : PASSED) {
            String value = came.first(name);
            if (value != null) {
                lines.add(new Header(name, value));
            }
        }
        AuthHeader own = access.authorization();
        if (own != null) {
            lines.add(new Header(own.name(), own.value()));
        } else if (access.callersKey()) {
            String credential = call.callersCredential(access.authHeader());
            if (credential == null) {
                return null;
            }
            lines.add(new Header(access.authHeader(), credential));
        }
        return new UpstreamRequest(
                access.origin(), "POST", path, lines, parts(call.body(), plan), stream, access.clocks(), fresh);
    }

    private static List<Bytes> parts(Bytes body, SendPlan plan) {
        if (plan.edits().isEmpty()) {
            return List.of(body);
        }
        List<Bytes> parts = new ArrayList<>(5);
        for (Part part : Splice.of(body.length(), plan.edits()).parts()) {
            parts.add(
                    switch (part) {
                        case Part.Window(int from, int to) -> body.slice(from, to);
                        case Part.Literal literal -> Bytes.of(literal.bytes());
                    });
        }
        return parts;
    }
}
