package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.faults.RawCaller;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway in place of a LiteLLM proxy: callers and the admin plane at one address, and who gets in where. */
class OnePortTest {
    private static final String CHAT = SluiceUnderTest.chatBody("fast", "hi", "");
    private static Simulator simulator;
    private static SluiceUnderTest sluice;

    @BeforeAll
    static void start() throws Exception {
        simulator = Simulator.start().answer(Script.text("good morning"));
        sluice = SluiceUnderTest.of(
                SluiceUnderTest.providers(simulator) + "models: { fast: sim/gpt-test }\nlitellm: {}\n");
    }

    @AfterAll
    static void stop() throws Exception {
        sluice.close();
        simulator.close();
    }

    private static HttpResponse<String> send(String method, String path, String key, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(sluice.url().resolve(path))
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("authorization", "Bearer " + key);
        }
        return sluice.send(request);
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3} {4}")
    @CsvSource({
        // method, path,                nobody, virtual, master
        "GET,  /,                       200,    200,     200",
        "GET,  /livez,                  200,    200,     200",
        "GET,  /readyz,                 200,    200,     200",
        "GET,  /health/liveliness,      200,    200,     200",
        "GET,  /health/liveness,        200,    200,     200",
        "GET,  /health/readiness,       200,    200,     200",
        "GET,  /metrics,                401,    401,     200",
        "GET,  /admin/v1/health,        401,    401,     200",
        "POST, /admin/v1/route/explain, 401,    401,     400",
        "GET,  /admin/v1/route/explain, 401,    401,     405",
        "GET,  /admin/v1/nothing,       401,    401,     404",
        "GET,  /admin/v1,               401,    401,     404",
        "GET,  /v1/models,              401,    200,     200",
        "GET,  /models,                 401,    200,     200",
        "POST, /v1/chat/completions,    401,    400,     400",
        "POST, /chat/completions,       401,    400,     400",
        "GET,  /nothing,                404,    404,     404",
    })
    void whoGetsIn(String method, String path, int nobody, int virtual, int master) throws Exception {
        String body = method.equals("POST") ? "{}" : "";

        assertThat(send(method, path, "", body).statusCode()).isEqualTo(nobody);
        assertThat(send(method, path, sluice.key(), body).statusCode()).isEqualTo(virtual);
        assertThat(send(method, path, "admin-key", body).statusCode()).isEqualTo(master);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//admin/v1/health",
                "/admin//v1/health",
                "/%61dmin/v1/health",
                "/admin%2fv1/health",
                "/admin/v1/%68ealth",
                "/admin/v1/health/",
                "/admin/v1/../v1/health",
                "/admin/v1/./health",
                "/v1/../admin/v1/health",
                "/models/../admin/v1/health",
                "/ADMIN/v1/health",
                "/admin/v1/health;x=y",
                "/admin",
                "/metrics/",
                "/metrics%20",
                "//metrics",
                "/health/liveliness/",
            })
    void aPathThatOnlyLooksLikeOneOfTheAdminPlaneIsNoneForAnybody(String path) throws Exception {
        for (String key : new String[] {"admin-key", sluice.key()}) {
            try (RawCaller caller = new RawCaller(sluice.port())) {
                RawCaller.Answer answer = caller.send(
                                "GET " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key + "\r\n\r\n")
                        .answer();
                assertThat(answer.status()).as(path + " " + key).isIn(key.equals("admin-key") ? 404 : 401, 404);
                assertThat(answer.body()).doesNotContain("lanes", "sluice_calls");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"authorization", "x-api-key", "api-key", "x-goog-api-key", "x-sluice-key", "x-litellm-api-key"})
    void theMasterKeyOpensBothPlanesHoweverItIsSent(String header) throws Exception {
        String value = header.equals("authorization") ? "Bearer admin-key" : "admin-key";
        HttpRequest.Builder call = HttpRequest.newBuilder(sluice.url().resolve("/chat/completions"))
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(CHAT));
        HttpRequest.Builder page =
                HttpRequest.newBuilder(sluice.url().resolve("/admin/v1/health")).header(header, value);

        HttpResponse<String> answer = sluice.send(call);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(sluice.call(answer).key())
                .satisfies(key -> assertThat(key.name()).isEqualTo("master key"));
        assertThat(sluice.send(page).statusCode()).isEqualTo(200);
        assertThat(simulator.requests()).noneMatch(request -> request.toString().contains("admin-key"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /chat/completions",
        "POST, /completions",
        "POST, /embeddings",
        "POST, /responses",
        "POST, /responses/input_tokens",
        "GET,  /responses/resp_1",
        "GET,  /responses/resp_1/input_items",
        "POST, /responses/resp_1/cancel",
        "GET,  /models",
        "GET,  /models/fast",
    })
    void everyPathOfOpenAiIsThereWithoutItsVersionToo(String method, String path) throws Exception {
        String body = method.equals("POST") ? "{}" : "";
        HttpResponse<String> with = send(method, "/v1" + path, "admin-key", body);
        HttpResponse<String> without = send(method, path, "admin-key", body);

        assertThat(without.statusCode()).isEqualTo(with.statusCode()).isNotEqualTo(405);
        assertThat(without.body()).doesNotContain("unknown_path");
        assertThat(with.body()).doesNotContain("unknown_path");
    }

    @Test
    void errorsAreInTheFormOfTheirPlane() throws Exception {
        assertThat(send("GET", "/admin/v1/health", sluice.key(), "").body())
                .startsWith("{\"error\":{\"code\":\"invalid_admin_key\"");
        assertThat(send("GET", "/v1/models", "", "").body()).contains("\"code\":\"missing_api_key\"");
    }

    @Test
    void whatALiteLlmProxyAnswersWithoutAKeyIsAnswered() throws Exception {
        assertThat(send("GET", "/health/liveliness", "", "").body()).isEqualTo("\"I'm alive!\"");
        assertThat(send("GET", "/health/readiness", "", "").body())
                .isEqualTo("{\"status\":\"healthy\",\"db\":\"connected\"}");
    }

    @Test
    void onlyTheNamesOfItsListMayBeCalledWithTheMasterKeyToo() throws Exception {
        assertThat(send("POST", "/v1/chat/completions", "admin-key", SluiceUnderTest.chatBody("sim/gpt-test", "hi", ""))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aGatewayThatIsNoProxyHasTwoPortsAndKeepsItsAdminKeyFromCallers() throws Exception {
        try (SluiceUnderTest two = SluiceUnderTest.before(simulator)) {
            HttpRequest.Builder models =
                    HttpRequest.newBuilder(two.url().resolve("/v1/models")).header("authorization", "Bearer admin-key");
            HttpRequest.Builder page = HttpRequest.newBuilder(two.url().resolve("/admin/v1/health"))
                    .header("authorization", "Bearer admin-key");

            assertThat(two.adminUrl()).isNotEqualTo(two.url());
            assertThat(two.send(models).statusCode()).isEqualTo(401);
            assertThat(two.send(page).statusCode()).isEqualTo(404);
        }
    }
}
