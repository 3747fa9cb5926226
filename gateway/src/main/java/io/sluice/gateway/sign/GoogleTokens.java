package io.sluice.gateway.sign;

import io.sluice.gateway.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Google's tokens: of a service account or a user's login, by their file; else of the machine, by its metadata server.
 *
 * <p>The file is the key of the configuration (its path or its content), else {@code GOOGLE_APPLICATION_CREDENTIALS}, else
 * the one Google's own tools keep in the home folder.
 */
final class GoogleTokens implements Source<Token> {
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final String ENDPOINT = "https://oauth2.googleapis.com/token";
    private static final String METADATA = "/computeMetadata/v1/instance/service-accounts/default/token";
    private static final String WHAT = "the Google credential";

    private final Machine machine;
    private final TokenHttp http;
    private final @Nullable Secret own;

    GoogleTokens(Machine machine, TokenHttp http, @Nullable Secret own) {
        this.machine = machine;
        this.http = http;
        this.own = own;
    }

    @Override
    public Token fetch() throws SignFailed, InterruptedException {
        String document = document();
        if (document == null) {
            return ofMachine();
        }
        JsonNode json = parsed(document);
        String type = TokenHttp.member(json, "type", WHAT);
        return switch (type) {
            case "service_account" -> ofAccount(json);
            case "authorized_user" -> ofUser(json);
            default ->
                throw new SignFailed(WHAT + " is of the type " + type.replaceAll("[^a-z_]", "?")
                        + ", which is not read; use a service account");
        };
    }

    private @Nullable String document() throws SignFailed {
        String key = own == null ? null : own.reveal();
        if (key != null && key.startsWith("{")) {
            return key;
        }
        String named = key == null ? machine.get("GOOGLE_APPLICATION_CREDENTIALS") : key;
        Path file = named == null
                ? machine.home().resolve(".config/gcloud/application_default_credentials.json")
                : Path.of(named);
        if (named == null && !Files.isReadable(file)) {
            return null;
        }
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new SignFailed(file + " cannot be read: " + failed.getClass().getSimpleName(), failed);
        }
    }

    private static JsonNode parsed(String document) throws SignFailed {
        try {
            return JsonMapper.shared().readTree(document);
        } catch (JacksonException _) {
            throw new SignFailed(WHAT + " is no JSON document");
        }
    }

    private Token ofAccount(JsonNode json) throws SignFailed, InterruptedException {
        URI endpoint = endpoint(json.path("token_uri").asString(ENDPOINT));
        String assertion = new GoogleAssertion(
                        TokenHttp.member(json, "client_email", WHAT),
                        json.path("private_key_id").asString(""),
                        TokenHttp.member(json, "private_key", WHAT))
                .signed(SCOPE, endpoint.toString(), machine.clock().instant());
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        form.put("assertion", assertion);
        return token(http.post(endpoint, form));
    }

    private Token ofUser(JsonNode json) throws SignFailed, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("client_id", TokenHttp.member(json, "client_id", WHAT));
        form.put("client_secret", TokenHttp.member(json, "client_secret", WHAT));
        form.put("refresh_token", TokenHttp.member(json, "refresh_token", WHAT));
        return token(http.post(endpoint(json.path("token_uri").asString(ENDPOINT)), form));
    }

    private Token ofMachine() throws SignFailed, InterruptedException {
        String host = machine.get("GCE_METADATA_HOST", "metadata.google.internal");
        try {
            return token(http.get(URI.create("http://" + host + METADATA), Map.of("metadata-flavor", "Google")));
        } catch (SignFailed none) {
            throw new SignFailed(
                    "no Google credential: neither a service account's file (`key`, GOOGLE_APPLICATION_CREDENTIALS) nor"
                            + " a metadata server (" + none.text() + ")",
                    none);
        }
    }

    /** The file says where tokens are made; a signed assertion must not go there in clear text. */
    private static URI endpoint(String text) throws SignFailed {
        URI uri = URI.create(text);
        boolean loopback = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
        if (!"https".equals(uri.getScheme()) && !loopback) {
            throw new SignFailed(WHAT + " has a \"token_uri\" that is not https");
        }
        return uri;
    }

    private Token token(JsonNode json) throws SignFailed {
        long seconds = json.path("expires_in").asLong(0);
        return new Token(
                new Secret(TokenHttp.member(json, "access_token", "the token endpoint")),
                seconds <= 0 ? Instant.EPOCH : machine.clock().instant().plusSeconds(seconds));
    }
}
