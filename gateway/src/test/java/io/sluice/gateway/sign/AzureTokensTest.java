package io.sluice.gateway.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.AuthScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzureTokensTest {
    private static final String SCOPE = "https://cognitiveservices.azure.com/.default";
    private static final String CLIENT = "0f3a9c1e-0000-4000-8000-000000000001";
    private static final String ANSWER = "{\"access_token\":\"eyJ.x\",\"expires_in\":3599}";

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private TokenServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TokenServer().answering("/contoso.example/oauth2/v2.0/token", ANSWER);
        environment.put("AZURE_AUTHORITY_HOST", server.url() + "/");
        environment.put("AZURE_POD_IDENTITY_AUTHORITY_HOST", server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClientOfTheConfigurationGetsATokenForTheScope() throws Exception {
        assertThat(Sent.headers(signer("contoso.example:" + CLIENT + ":s:e cret")))
                .containsExactly(new AuthHeader("authorization", "Bearer eyJ.x"));

        assertThat(GoogleTokensTest.form(server.asked().getFirst().body()))
                .isEqualTo(Map.of(
                        "client_secret",
                        "s:e cret",
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        CLIENT,
                        "scope",
                        SCOPE));
    }

    @Test
    void aClientOfTheEnvironmentIsTheSame() throws Exception {
        environment.putAll(
                Map.of("AZURE_TENANT_ID", "contoso.example", "AZURE_CLIENT_ID", CLIENT, "AZURE_CLIENT_SECRET", "s"));

        assertThat(Sent.headers(signer(null))).isNotEmpty();
        assertThat(server.asked().getFirst().body()).contains("client_secret=s");
    }

    @Test
    void aWorkloadShowsTheTokenOfItsFile() throws Exception {
        Path token = Files.writeString(home.resolve("token"), "federated\n");
        environment.putAll(Map.of(
                "AZURE_TENANT_ID",
                "contoso.example",
                "AZURE_CLIENT_ID",
                CLIENT,
                "AZURE_FEDERATED_TOKEN_FILE",
                token.toString()));

        assertThat(Sent.headers(signer(null))).isNotEmpty();
        assertThat(GoogleTokensTest.form(server.asked().getFirst().body()))
                .containsEntry("client_assertion", "federated");
    }

    @Test
    void aMachineAsksItsMetadataServer() throws Exception {
        environment.put("AZURE_CLIENT_ID", CLIENT);
        server.answering(
                "/metadata/identity/oauth2/token", "{\"access_token\":\"eyJ.m\",\"expires_on\":\"1795136400\"}");

        assertThat(Sent.headers(signer(null))).containsExactly(new AuthHeader("authorization", "Bearer eyJ.m"));
        assertThat(server.asked().getFirst().target())
                .contains("resource=https%3A%2F%2Fcognitiveservices.azure.com&client_id=" + CLIENT);
        assertThat(server.asked().getFirst().headers()).containsEntry("metadata", "true");
    }

    @Test
    void anAppServiceAsksItsOwnEndpoint() throws Exception {
        environment.putAll(Map.of("IDENTITY_ENDPOINT", server.url() + "/msi/token", "IDENTITY_HEADER", "h"));
        server.answering("/msi/token", "{\"access_token\":\"eyJ.a\",\"expires_on\":\"1795136400\"}");

        assertThat(Sent.headers(signer(null))).isNotEmpty();
        assertThat(server.asked().getFirst().headers()).containsEntry("x-identity-header", "h");
    }

    @Test
    void whereThereIsNothingTheMessageSaysWhatToSet() {
        Sent.refused(signer(null), "no Azure credential", "AZURE_TENANT_ID", "answered 404");
        Sent.refused(signer("con/toso:" + CLIENT + ":s"), "tenant is neither an id nor a domain");
    }

    private Signer signer(@Nullable String key) {
        return TokenServer.signer(TokenServer.machine(environment, home), new AuthScheme.Azure(SCOPE), key);
    }
}
