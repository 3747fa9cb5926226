package io.sluice.gateway.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.AuthScheme;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class GoogleTokensTest {
    private static final String ANSWER = "{\"access_token\":\"ya29.x\",\"expires_in\":3599,\"token_type\":\"Bearer\"}";

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private TokenServer server;
    private KeyPair keys;

    @BeforeEach
    void start() throws Exception {
        server = new TokenServer().answering("/token", ANSWER);
        environment.put("GCE_METADATA_HOST", server.host());
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServiceAccountSignsForItselfAndGetsAToken() throws Exception {
        Path file = Files.writeString(home.resolve("account.json"), account());

        assertThat(Sent.headers(signer(file.toString())))
                .containsExactly(new AuthHeader("authorization", "Bearer ya29.x"));

        Map<String, String> form = form(server.asked().getFirst().body());
        assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        String[] parts = form.getOrDefault("assertion", "").split("\\.", -1);
        assertThat(decoded(parts[0])).isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"key-1\"}");
        assertThat(decoded(parts[1]))
                .isEqualTo(
                        "{\"iss\":\"me@project.example\",\"scope\":\"https://www.googleapis.com/auth/cloud-platform\","
                                + "\"aud\":\"" + server.url() + "/token\",\"iat\":1795132800,\"exp\":1795136400}");
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(keys.getPublic());
        check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void theDocumentItselfMayBeTheKey() throws Exception {
        assertThat(Sent.headers(signer(account()))).isNotEmpty();
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aLoginOfGooglesOwnToolsIsTakenFromTheHomeFolder() throws Exception {
        Files.createDirectories(home.resolve(".config/gcloud"));
        Files.writeString(
                home.resolve(".config/gcloud/application_default_credentials.json"),
                "{\"type\":\"authorized_user\",\"client_id\":\"c\",\"client_secret\":\"s\",\"refresh_token\":\"r\","
                        + "\"token_uri\":\"" + server.url() + "/token\"}");

        assertThat(Sent.headers(signer(null))).isNotEmpty();
        assertThat(form(server.asked().getFirst().body()))
                .containsEntry("grant_type", "refresh_token")
                .containsEntry("refresh_token", "r");
    }

    @Test
    void aMachineOfGooglesAsksItsMetadataServer() throws Exception {
        server.answering("/computeMetadata/v1/instance/service-accounts/default/token", ANSWER);

        assertThat(Sent.headers(signer(null))).isNotEmpty();
        assertThat(server.asked().getFirst().headers()).containsEntry("metadata-flavor", "Google");
    }

    @Test
    void anAssertionNeverLeavesInClearText() {
        Sent.refused(signer(account().replace(server.url(), "http://evil.example")), "\"token_uri\" that is not https");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void whatIsWrongIsToldWithoutTheSecret() throws Exception {
        Sent.refused(signer("{\"type\":\"external_account\"}"), "type external_account, which is not read");
        Sent.refused(
                signer("{\"type\":\"service_account\",\"client_email\":\"a\",\"private_key\":\"nope\"}"), "no RSA key");
        Sent.refused(signer("{oops"), "no JSON document");
        Sent.refused(signer(home.resolve("none.json").toString()), "none.json cannot be read");
        Sent.refused(signer(null), "no Google credential", "answered 404");
        server.answering("/token", "{\"error\":\"invalid_grant\",\"error_description\":\"secret words\"}")
                .failing(400);
        Sent.refused(signer(account()), "answered 400 (invalid_grant)");
    }

    private String account() {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "type", "service_account",
                        "client_email", "me@project.example",
                        "private_key_id", "key-1",
                        "private_key", pem,
                        "token_uri", server.url() + "/token"));
    }

    private Signer signer(@Nullable String key) {
        return TokenServer.signer(TokenServer.machine(environment, home), new AuthScheme.Google(), key);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : List.of(body.split("&", -1))) {
            int equals = pair.indexOf('=');
            form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return form;
    }
}
