package io.sluice.gateway.app;

import io.sluice.gateway.config.Doc;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What becomes of responses (`/v1/responses`) that no provider keeps. */
public record ResponsesSettings(
        @Doc("How long responses answered by providers without that API are kept here, with what was asked, encrypted,"
                + " so that `previous_response_id` works with any provider; `store: false` is obeyed. Without it none"
                + " is kept.")
        @Nullable
        Duration keep) {}
