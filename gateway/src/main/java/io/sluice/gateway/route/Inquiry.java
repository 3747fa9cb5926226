package io.sluice.gateway.route;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.wire.Headers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is made for: a call, or a question where one would go.
 *
 * @param facts what the body asks for
 * @param dialect the caller's
 * @param body whole; of a call it is valid for as long as the call lives
 * @param headers of the request
 * @param key who asks; null where no key is asked for
 */
record Inquiry(
        RequestFacts facts,
        Dialect dialect,
        Bytes body,
        Headers headers,
        @Nullable VirtualKey key) {

    /** That of a call whose body was read. */
    static Inquiry of(Call call) {
        return new Inquiry(
                Objects.requireNonNull(call.facts(), "routed before the body was read"),
                call.endpoint().dialect(),
                call.body(),
                call.head().headers(),
                call.key());
    }

    /** Whether that model may be asked for. */
    boolean allows(String model) {
        return key == null || key.allows(model);
    }
}
