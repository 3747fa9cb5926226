package io.sluice.gateway.sign;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The few requests that fetch credentials. Blocks; redirects are not followed, answers are short, and what goes wrong is
 * told without anything that was sent.
 */
final class TokenHttp {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int MOST = 64 << 10;

    private final ProxySelector proxies;
    private @Nullable HttpClient far;
    private @Nullable HttpClient near;

    /** {@code proxies} are for hosts of the providers; what belongs to the machine is reached directly. */
    TokenHttp(ProxySelector proxies) {
        this.proxies = proxies;
    }

    /** Made when a credential is fetched for the first time: most gateways never do, and a client is not free. */
    private synchronized HttpClient far() {
        HttpClient there = far;
        if (there == null) {
            there = HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .proxy(proxies)
                    .build();
            far = there;
        }
        return there;
    }

    private synchronized HttpClient near() {
        HttpClient there = near;
        if (there == null) {
            there = HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build();
            near = there;
        }
        return there;
    }

    /** Posts a form to a provider and reads the JSON of a 200. */
    JsonNode post(URI uri, Map<String, String> form) throws SignFailed, InterruptedException {
        return json(uri, text(far(), uri, posted(uri, form)));
    }

    /** Posts a form to a provider and gives the text of a 200. */
    String postForText(URI uri, Map<String, String> form) throws SignFailed, InterruptedException {
        return text(far(), uri, posted(uri, form));
    }

    private static HttpRequest.Builder posted(URI uri, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(uri)
                .header("content-type", "application/x-www-form-urlencoded")
                .header("accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** Gets JSON of the machine's own services. */
    JsonNode get(URI uri, Map<String, String> headers) throws SignFailed, InterruptedException {
        return json(uri, text(uri, "GET", headers));
    }

    /** Gets or puts text of the machine's own services. */
    String text(URI uri, String method, Map<String, String> headers) throws SignFailed, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return text(near(), uri, request);
    }

    private static String text(HttpClient client, URI uri, HttpRequest.Builder request)
            throws SignFailed, InterruptedException {
        try {
            HttpResponse<InputStream> answer =
                    client.send(request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                String text = new String(body.readNBytes(MOST), StandardCharsets.UTF_8);
                if (answer.statusCode() != 200) {
                    throw new SignFailed(where(uri) + " answered " + answer.statusCode() + reason(text));
                }
                return text;
            }
        } catch (IOException failed) {
            throw new SignFailed(
                    where(uri) + " does not answer: " + failed.getClass().getSimpleName(), failed);
        }
    }

    /** The words OAuth has for a reason; the rest of an answer may hold anything. */
    private static String reason(String text) {
        try {
            JsonNode error = JsonMapper.shared().readTree(text).path("error");
            return error.isString() ? " (" + error.stringValue().replaceAll("[^A-Za-z0-9_ .-]", "?") + ")" : "";
        } catch (JacksonException _) {
            return "";
        }
    }

    private static JsonNode json(URI uri, String text) throws SignFailed {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException _) {
            throw new SignFailed(where(uri) + " answered what is no JSON");
        }
    }

    private static String where(URI uri) {
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** A member that must be there and be text. */
    static String member(JsonNode json, String name, String what) throws SignFailed {
        String value = json.path(name).asString("");
        if (value.isEmpty()) {
            throw new SignFailed(what + " lacks \"" + name + "\"");
        }
        return value;
    }
}
