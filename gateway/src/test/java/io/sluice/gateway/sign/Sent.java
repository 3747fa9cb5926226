package io.sluice.gateway.sign;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.Origin;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a signer puts onto a small request to {@code https://api.example}. */
final class Sent {
    private static final long PATIENCE = 20;

    private Sent() {}

    static Signable request() {
        return new Signable(
                "POST",
                Origin.of(URI.create("https://api.example")),
                "/v1/x",
                Map.of(),
                SigV4.digest(List.of(Bytes.of("{}"))));
    }

    static List<AuthHeader> headers(Signer signer) throws Exception {
        signer.ready().get(PATIENCE, TimeUnit.SECONDS);
        return signer.sign(request()).headers();
    }

    static void refused(Signer signer, String... words) {
        assertThatThrownBy(() -> signer.ready().get(PATIENCE, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SignFailed.class)
                .hasMessageContainingAll(words);
    }
}
