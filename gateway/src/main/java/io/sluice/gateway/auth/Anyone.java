package io.sluice.gateway.auth;

import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;

/** {@code auth: none}: whoever reaches the (loopback) listener may call. */
public record Anyone(Call.Reveal reveal) implements Stage {

    @Override
    public Step enter(Call call) {
        call.reveal(reveal);
        call.openToAnyone();
        return Step.GO;
    }
}
