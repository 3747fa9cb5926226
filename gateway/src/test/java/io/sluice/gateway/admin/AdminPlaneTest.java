package io.sluice.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.faults.RawCaller;
import io.sluice.gateway.http.HttpEvents;
import io.sluice.gateway.http.HttpListener;
import io.sluice.gateway.http.HttpOptions;
import io.sluice.gateway.http.HttpService;
import io.sluice.gateway.journal.CallId;
import io.sluice.gateway.net.Loops;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every path of the admin plane has in common, over a listener with paths made for it. */
class AdminPlaneTest {
    private static final BlockingQueue<Throwable> DEFECTS = new LinkedBlockingQueue<>();
    private static final CountDownLatch INTERRUPTED = new CountDownLatch(1);
    private static final CountDownLatch BEGUN = new CountDownLatch(1);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Loops loops;
    private static HttpListener listener;

    @BeforeAll
    static void start() throws Exception {
        loops = new Loops(1);
        AdminIntake.World world = new AdminIntake.World(
                "in SLUICE_ADMIN_KEY",
                () -> new CallId(1, 2),
                Thread.ofVirtual().factory(),
                (_, bug) -> DEFECTS.add(bug));
        AdminIntake intake =
                new AdminIntake(new AdminTable(List.of(AdminPlaneTest::routes)), AdminPlaneTest::who, world);
        HttpService service = new HttpService(
                HttpOptions.DEFAULT, intake, failure -> AdminAnswers.error(failure, new CallId(1, 2)), HttpEvents.NONE);
        listener = HttpListener.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                service,
                loops,
                new HttpListener.Surroundings(System::nanoTime, InstantSource.system(), Runnable::run));
    }

    @AfterAll
    static void stop() {
        listener.close();
        loops.close();
    }

    private static @Nullable Asker who(Headers headers) {
        boolean reads = "Bearer reader".equals(headers.first("authorization"));
        return reads
                ? new Asker("a reader", Set.of(Permission.METRICS_READ))
                : new AdminKeyHolders("the-key"::equals, List.of("x-other")).of(headers);
    }

    private static List<AdminRoute> routes() {
        return List.of(
                route("GET", "/admin/v1/things/{id}", request -> said(request.path("id") + request.query("q"))),
                route("POST", "/admin/v1/things", AdminPlaneTest::made),
                route("GET", "/admin/v1/broken", _ -> {
                    throw new IllegalStateException("a secret of ours");
                }),
                route("GET", "/admin/v1/slow", AdminPlaneTest::slow),
                new AdminRoute(
                        "GET",
                        "/open",
                        Permission.ANYONE,
                        "",
                        request -> said(request.who().name())));
    }

    private static AdminRoute route(String method, String path, AdminHandler handler) {
        return new AdminRoute(method, path, Permission.ROUTES_READ, "", handler);
    }

    private static Reply made(AdminRequest request) {
        Fields fields = request.fields();
        String name = fields.neededText("name");
        Long size = fields.number("size", 1, 10);
        boolean loud = fields.flag("loud");
        Map<String, String> labels = fields.texts("labels");
        String inner = fields.object("inner");
        fields.done();
        return said(name + size + loud + labels + inner + Thread.currentThread().isVirtual());
    }

    private static Reply slow(AdminRequest request) {
        BEGUN.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            INTERRUPTED.countDown();
        }
        return said("never");
    }

    private static Reply said(String text) {
        return Reply.json(200, new JsonWriter().string(text).toBytes());
    }

    @Test
    void aHandlerIsToldPathAndQueryDecoded() throws Exception {
        assertThat(get("/admin/v1/things/a%20b?q=c%2Bd&q=e").body()).isEqualTo("\"a bc+d\"");
    }

    @Test
    void aHandlerIsToldTheBodyOnAVirtualThread() throws Exception {
        String body =
                "{\"name\":\"n\",\"size\":7,\"loud\":true,\"labels\":{\"a\":\"b\"},\"inner\":{ \"x\":[1]},\"none\":null}";

        assertThat(post(body).body()).isEqualTo("\"n7true{a=b}{ \\\"x\\\":[1]}true\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"name\":\"n\",\"sise\":7};       sise;   did you mean \\\"size\\\"?",
                "{\"size\":7};                      name;   is missing",
                "{\"name\":5};                      name;   is no text; give a text",
                "{\"name\":\"n\",\"size\":11};      size;   give a whole number from 1 to 10",
                "{\"name\":\"n\",\"size\":1.5};     size;   give a whole number from 1 to 10",
                "{\"name\":\"n\",\"size\":\"7\"};   size;   is no whole number; give a whole number",
                "{\"name\":\"n\",\"loud\":1};       loud;   is neither true nor false",
                "{\"name\":\"n\",\"labels\":{\"a\":1}}; labels.a; is no text",
                "{\"name\":\"n\",\"inner\":[]};     inner;  is no object; give an object",
                "{\"name\":\"n\",\"name\":\"m\"};   name;   stands twice",
            })
    void aWrongMemberIsNamed(String body, String param, String told) throws Exception {
        HttpResponse<String> answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"error\":{\"code\":\"invalid_request\",\"message\":")
                .contains(told)
                .endsWith("\"param\":\"" + param + "\",\"call_id\":\"" + new CallId(1, 2) + "\"}}");
        assertThat(answer.headers().firstValue("x-sluice-call-id")).hasValue(new CallId(1, 2).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "\"a\"", "{\"name\":}"})
    void aBodyThatIsNoObjectIsRefused(String body) throws Exception {
        HttpResponse<String> answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"malformed_json\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /admin/v1/things/7, Bearer the-key,  200",
        "HEAD, /admin/v1/things/7, bearer the-key,  200",
        "GET,  /admin/v1/things/7, Bearer the-kex,  401",
        "GET,  /admin/v1/things/7, Bearer,          401",
        "GET,  /admin/v1/things/7, the-key,         401",
        "GET,  /admin/v1/things/7, '',              401",
        "GET,  /admin/v1/nothing,  Bearer wrong,    401",
        "GET,  /admin/v1/nothing,  Bearer the-key,  404",
        "PUT,  /admin/v1/things,   Bearer the-key,  405",
        "GET,  /open,              '',              200",
        "POST, /open,              '',              401",
    })
    void whoAsksIsSettledBeforeAnythingElse(String method, String path, String key, int status) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url(path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (!key.isEmpty()) {
            request.header("authorization", key);
        }

        assertThat(send(request).statusCode()).isEqualTo(status);
    }

    @Test
    void aHeaderThatMayCarryTheKeyDoes() throws Exception {
        assertThat(send(HttpRequest.newBuilder(url("/admin/v1/things/7")).header("x-other", "the-key"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoMayNotIsToldWhatItTakes() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(url("/admin/v1/things/7")).header("authorization", "Bearer reader"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("permission_denied", "routes.read", "a reader");
    }

    @Test
    void everyRefusalSaysWhatToDo() throws Exception {
        assertThat(get("/admin/v1/thing/7").body()).contains("/admin/v1/things/{id}");
        HttpResponse<String> method =
                send(request("/admin/v1/things").method("PUT", HttpRequest.BodyPublishers.noBody()));
        assertThat(method.headers().firstValue("allow")).hasValue("POST");
        HttpResponse<String> nobody = send(HttpRequest.newBuilder(url("/admin/v1/things/7")));
        assertThat(nobody.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(nobody.body()).contains("SLUICE_ADMIN_KEY");
    }

    @Test
    void aBodyThatIsNotSaidToBeJsonIsRefused() throws Exception {
        HttpResponse<String> answer = send(request("/admin/v1/things")
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"n\"}")));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("application/json");
    }

    @Test
    void aBodyThatIsTooLongIsRefusedWhereItSaysSo() throws Exception {
        try (RawCaller caller = new RawCaller(listener.address().getPort())) {
            assertThat(caller.send("POST /admin/v1/things HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer the-key\r\n"
                                    + "Content-Length: " + (AdminIntake.MOST + 1) + "\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(413);
        }
    }

    @Test
    void aBodyThatIsTooLongIsRefusedWhereItDoesNotSaySo() throws Exception {
        try (RawCaller caller = new RawCaller(listener.address().getPort())) {
            String chunk = "100000\r\n" + "a".repeat(0x100000) + "\r\n";
            assertThat(caller.send("POST /admin/v1/things HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer the-key\r\n"
                                    + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(4) + "1\r\na\r\n")
                            .answer()
                            .status())
                    .isEqualTo(413);
        }
    }

    @Test
    void aDefectOfOursIsLoggedAndNotTold() throws Exception {
        HttpResponse<String> answer = get("/admin/v1/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("internal_error").doesNotContain("secret of ours");
        assertThat(DEFECTS.poll(10, TimeUnit.SECONDS)).hasMessage("a secret of ours");
    }

    @Test
    void whoeverLeavesEndsTheWork() throws Exception {
        try (RawCaller caller = new RawCaller(listener.address().getPort())) {
            caller.send("GET /admin/v1/slow HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer the-key\r\n\r\n");
            assertThat(BEGUN.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(INTERRUPTED.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return send(request("/admin/v1/things")
                .header("content-type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url(path)).header("authorization", "Bearer the-key");
    }

    private static URI url(String path) {
        return URI.create("http://127.0.0.1:" + listener.address().getPort() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
