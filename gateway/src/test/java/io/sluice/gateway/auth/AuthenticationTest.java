package io.sluice.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.account.Directory;
import io.sluice.gateway.account.Lookup;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static final VirtualKey KEY =
            new VirtualKey("key_abcdefghijkl", "laptop", null, Instant.parse("2026-01-01T00:00:00Z"), null);

    private final List<String> asked = new ArrayList<>();
    private final Directory directory = presented -> {
        asked.add(presented);
        return switch (presented) {
            case "good" -> new Lookup.Known(KEY);
            case "revoked" -> new Lookup.Revoked(KEY);
            case "expired" -> new Lookup.Expired(KEY);
            default -> new Lookup.Unknown();
        };
    };

    @ParameterizedTest
    @CsvSource({
        "authorization, Bearer good",
        "authorization, bearer   good",
        "x-api-key, good",
        "api-key, good",
        "x-goog-api-key, good",
        "x-sluice-key, good",
        "x-litellm-api-key, good",
        "x-litellm-api-key, Bearer good"
    })
    void everySdkMaySendTheKeyUnderItsOwnHeader(String name, String value) {
        assertThat(decide(name, value)).isEqualTo(new Verdict.Passed(KEY, name));
    }

    @Test
    void anAwsSdkSendsTheKeyAsTheAccessKeyIdOfItsSignature() {
        String scope = "/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=0a1b";

        assertThat(decide("authorization", "AWS4-HMAC-SHA256 Credential=good" + scope))
                .isEqualTo(new Verdict.Passed(KEY, "authorization"));
        assertThat(decide("authorization", "AWS4-HMAC-SHA256 Credential=with/slashes" + scope))
                .isEqualTo(new Verdict.Turned(Refusal.UNKNOWN));
        assertThat(asked).containsExactly("good", "with/slashes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0a1b",
                "AWS4-HMAC-SHA256 Credential=",
                "AWS4-HMAC-SHA256 Credential=good, Signature=0a/b/c/d/e",
                "AWS4-HMAC-SHA256 Credential=good/us-east-1/bedrock/aws4_request",
                "AWS4-HMAC-SHA256 Credential=/20260101/us-east-1/bedrock/aws4_request",
                "Other Credential=good/20260101/us-east-1/bedrock/aws4_request"
            })
    void aSignatureWithoutAnAccessKeyIdHasNoKey(String value) {
        assertThat(decide("authorization", value)).isEqualTo(new Verdict.Turned(Refusal.MISSING));
        assertThat(asked).isEmpty();
    }

    @Test
    void ofSeveralTheFirstThatIsKnownCountsAndNoneAfterItIsLookedAt() {
        var verdict = decide("authorization", "Bearer theirs", "x-sluice-key", "good", "x-litellm-api-key", "other");

        assertThat(verdict).isEqualTo(new Verdict.Passed(KEY, "x-sluice-key"));
        assertThat(asked).containsExactly("theirs", "good");
    }

    @Test
    void aHeaderSentTwiceOffersBothItsKeys() {
        assertThat(decide("x-api-key", "theirs", "x-api-key", "good")).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void aRevokedOrExpiredKeyIsToldFromAnUnknownOne() {
        assertThat(decide("x-api-key", "revoked")).isEqualTo(new Verdict.Turned(Refusal.REVOKED));
        assertThat(decide("x-api-key", "expired", "x-sluice-key", "what"))
                .isEqualTo(new Verdict.Turned(Refusal.EXPIRED));
        assertThat(decide("x-api-key", "what")).isEqualTo(new Verdict.Turned(Refusal.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "x-other, good",
        "authorization, good",
        "authorization, Basic good",
        "authorization, Bearer",
        "api-key, ''"
    })
    void noKeyIsNotTheSameAsABadKey(String name, String value) {
        assertThat(decide(name, value)).isEqualTo(new Verdict.Turned(Refusal.MISSING));
        assertThat(asked).isEmpty();
    }

    @Test
    void everyRefusalIsA401WithACodeOfItsOwnAndTheKeyIsNotInIt() {
        assertThat(Refusal.values())
                .extracting(refusal -> refusal.failure().status())
                .containsOnly(401);
        assertThat(Refusal.values())
                .extracting(refusal -> refusal.failure().code())
                .doesNotHaveDuplicates()
                .contains("invalid_api_key");
    }

    private Verdict decide(String... namesAndValues) {
        var lines = new ArrayList<Header>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            lines.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
        }
        return Authentication.of(Headers.of(lines), directory);
    }
}
