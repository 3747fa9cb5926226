package io.sluice.gateway.sign;

import io.sluice.gateway.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Azure AD's (Entra's) tokens: of a client with its secret, {@code TENANT:CLIENT:SECRET} or {@code AZURE_TENANT_ID} and the
 * like; of a workload with a token in a file; else of the machine's managed identity.
 */
final class AzureTokens implements Source<Token> {
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Machine machine;
    private final TokenHttp http;
    private final @Nullable Secret own;
    private final String scope;

    AzureTokens(Machine machine, TokenHttp http, @Nullable Secret own, String scope) {
        this.machine = machine;
        this.http = http;
        this.own = own;
        this.scope = scope;
    }

    @Override
    public Token fetch() throws SignFailed, InterruptedException {
        if (own != null) {
            String[] parts = own.reveal().split(":", 3);
            if (parts.length != 3) {
                throw new SignFailed("the Azure credential is not TENANT:CLIENT:SECRET");
            }
            return ofClient(parts[0], parts[1], Map.of("client_secret", parts[2]));
        }
        String tenant = machine.get("AZURE_TENANT_ID");
        String client = machine.get("AZURE_CLIENT_ID");
        String secret = machine.get("AZURE_CLIENT_SECRET");
        String file = machine.get("AZURE_FEDERATED_TOKEN_FILE");
        if (tenant != null && client != null && secret != null) {
            return ofClient(tenant, client, Map.of("client_secret", secret));
        }
        if (tenant != null && client != null && file != null) {
            return ofClient(tenant, client, Map.of("client_assertion_type", ASSERTION, "client_assertion", read(file)));
        }
        return ofMachine(client);
    }

    private Token ofClient(String tenant, String client, Map<String, String> proof)
            throws SignFailed, InterruptedException {
        if (!tenant.matches("[0-9A-Za-z.-]+")) {
            throw new SignFailed("the Azure tenant is neither an id nor a domain");
        }
        String authority = machine.get("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com")
                .replaceAll("/+$", "");
        Map<String, String> form = new LinkedHashMap<>(proof);
        form.put("grant_type", "client_credentials");
        form.put("client_id", client);
        form.put("scope", scope);
        return token(http.post(URI.create(authority + "/" + tenant + "/oauth2/v2.0/token"), form));
    }

    private Token ofMachine(@Nullable String client) throws SignFailed, InterruptedException {
        String resource = scope.replaceAll("/\\.default$", "");
        String query = "resource=" + encoded(resource) + (client == null ? "" : "&client_id=" + encoded(client));
        String endpoint = machine.get("IDENTITY_ENDPOINT");
        String header = machine.get("IDENTITY_HEADER");
        try {
            if (endpoint != null && header != null) {
                return token(http.get(
                        URI.create(endpoint + "?api-version=2019-08-01&" + query),
                        Map.of("x-identity-header", header)));
            }
            String host = machine.get("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://169.254.169.254")
                    .replaceAll("/+$", "");
            return token(http.get(
                    URI.create(host + "/metadata/identity/oauth2/token?api-version=2018-02-01&" + query),
                    Map.of("metadata", "true")));
        } catch (SignFailed none) {
            throw new SignFailed(
                    "no Azure credential: neither `key`, nor AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET,"
                            + " nor a managed identity (" + none.text() + ")",
                    none);
        }
    }

    private static String read(String file) throws SignFailed {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException failed) {
            throw new SignFailed(file + " cannot be read: " + failed.getClass().getSimpleName(), failed);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Azure AD says how long a token lasts; managed identities say when it ends, in seconds since 1970, as text too. */
    private Token token(JsonNode json) throws SignFailed {
        long in = json.path("expires_in").asLong(0);
        long on = json.path("expires_on").asLong(0);
        Instant expires = in > 0 ? machine.clock().instant().plusSeconds(in) : Instant.ofEpochSecond(on);
        return new Token(new Secret(TokenHttp.member(json, "access_token", "the token endpoint")), expires);
    }
}
