package io.sluice.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.config.Secret;
import java.net.URI;
import org.junit.jupiter.api.Test;

class CredentialTest {
    private static final Origin OWN = Origin.of(URI.create("https://api.example/v1"));

    private final Credential credential = credential(new AuthScheme.Bearer());

    @Test
    void itIsSentAsItsProviderWantsIt() {
        assertThat(credential.header(OWN)).contains(new AuthHeader("authorization", "Bearer sk-1"));
        assertThat(credential(new AuthScheme.Header("x-api-key")).header(OWN))
                .contains(new AuthHeader("x-api-key", "sk-1"));
        assertThat(credential(new AuthScheme.None()).header(OWN)).isEmpty();
    }

    @Test
    void itGoesNowhereElse() {
        for (String url : new String[] {
            "http://api.example/v1", "https://api.example:8443/v1", "https://api.example.evil/v1", "https://evil/v1"
        }) {
            Origin other = Origin.of(URI.create(url));
            assertThatThrownBy(() -> credential.header(other))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageNotContaining("sk-1");
        }
    }

    @Test
    void anotherPathOrTheWrittenPortIsTheSameOrigin() {
        assertThat(credential.header(Origin.of(URI.create("HTTPS://API.example:443/v2"))))
                .isPresent();
    }

    @Test
    void neitherItNorItsHeaderPrintsTheSecret() {
        assertThat(credential).hasToString("credential of box");
        assertThat(credential.header(OWN).orElseThrow()).hasToString("authorization: ***");
    }

    @Test
    void whatCouldAddAHeaderIsRefused() {
        Secret secret = new Secret("a\r\nb: c");

        assertThatThrownBy(() -> new Credential("box", OWN, new AuthScheme.Bearer(), secret))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Credential credential(AuthScheme scheme) {
        return new Credential("box", OWN, scheme, new Secret("sk-1"));
    }
}
