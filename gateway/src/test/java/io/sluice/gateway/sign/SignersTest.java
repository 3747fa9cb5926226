package io.sluice.gateway.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.AuthScheme;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.catalog.Credential;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.catalog.Provider;
import io.sluice.gateway.catalog.Wire;
import io.sluice.gateway.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignersTest {
    @TempDir
    Path home;

    @Test
    void aKeyGoesWhereItsProviderWantsIt() throws Exception {
        assertThat(Sent.headers(signer(new AuthScheme.Bearer(), "k")))
                .containsExactly(new AuthHeader("authorization", "Bearer k"));
        assertThat(Sent.headers(signer(new AuthScheme.Header("x-key", "Token"), "k")))
                .containsExactly(new AuthHeader("x-key", "Token k"));
        Signed query = signer(new AuthScheme.Query("key"), "a+b").sign(Sent.request());
        assertThat(query.target()).isEqualTo("/v1/x?key=a%2Bb");
        assertThat(query).hasToString("Signed[]");
        assertThat(Signer.NONE.sign(Sent.request()).headers()).isEmpty();
    }

    @Test
    void keysOfTheConfigurationSignAtOnce() throws Exception {
        Signer signer = signer(new AuthScheme.Aws("bedrock"), "AKIDEXAMPLE1234567:secret:session");

        assertThat(signer.ready()).isCompleted();
        assertThat(Sent.headers(signer))
                .extracting(AuthHeader::name)
                .containsExactly("x-amz-date", "x-amz-security-token", "authorization");
        assertThat(Sent.headers(signer).getLast().value())
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE1234567/20261120/us-east-1/bedrock/aws4_request");
    }

    @Test
    void noSignerWorksForAnotherDestination() {
        Signable elsewhere = new Signable("POST", Origin.of(URI.create("https://evil.example")), "/", Map.of(), "");
        for (Signer signer : List.of(
                signer(new AuthScheme.Bearer(), "k"),
                signer(new AuthScheme.Query("key"), "k"),
                signer(new AuthScheme.Aws("bedrock"), "AKIDEXAMPLE1234567:secret"))) {
            assertThatThrownBy(() -> signer.sign(elsewhere))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("does not go to https://evil.example");
        }
    }

    @Test
    void aCredentialThatIsTheSameKeepsItsSigner() {
        Signers signers = new Signers(TokenServer.machine(Map.of(), home));
        Signer first = one(signers, "k");

        assertThat(one(signers, "k")).isSameAs(first);
        assertThat(one(signers, "other")).isNotSameAs(first);
        assertThat(one(signers, "k")).as("what nobody asked for was let go").isNotSameAs(first);
    }

    private static Signer one(Signers signers, String key) {
        Wire wire = Wire.usual(URI.create("https://api.example/v1"));
        Provider provider = new Provider(
                "it",
                "it",
                List.of(wire),
                new AuthScheme.Bearer(),
                List.of(new Credential("it", wire.origin(), new AuthScheme.Bearer(), new Secret(key))),
                false,
                Map.of(),
                Map.of(),
                Clocks.USUAL,
                List.of(),
                false,
                false);
        return Objects.requireNonNull(signers.of(Map.of("it", provider)).get("it"))
                .getFirst();
    }

    private Signer signer(AuthScheme scheme, String key) {
        return TokenServer.signer(TokenServer.machine(Map.of(), home), scheme, key);
    }
}
