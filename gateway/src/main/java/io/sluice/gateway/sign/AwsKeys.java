package io.sluice.gateway.sign;

import io.sluice.gateway.config.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What signs requests to AWS.
 *
 * @param id the access key's id, which is no secret
 * @param session sent with every request where there is one
 * @param expires when they end; null: never
 */
record AwsKeys(
        String id,
        Secret secret,
        @Nullable Secret session,
        @Nullable Instant expires) implements Lasting {

    /** Reads {@code ID:SECRET} or {@code ID:SECRET:SESSION}. */
    static AwsKeys parse(Secret text) {
        String[] parts = text.reveal().split(":", 3);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException("is no AWS credential; write ID:SECRET or ID:SECRET:SESSION");
        }
        return new AwsKeys(
                parts[0],
                new Secret(parts[1]),
                parts.length == 3 && !parts[2].isEmpty() ? new Secret(parts[2]) : null,
                null);
    }
}
