package io.sluice.gateway.threats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.faults.Lane;
import io.sluice.gateway.faults.RawCaller;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** T2 and T37: no spelling of a path or host opens, without a key, what the plain one keeps shut. */
class T02_PathTricksTest {
    private static final List<String> SHUT =
            List.of("/metrics", "/admin/v1/keys", "/v1/models", "/v1/chat/completions");
    private static final List<String> HOSTS = List.of("localhost", "evil/?", "a/?x=", "x#", "a@b", "livez", "");
    private static Lane lane;

    @BeforeAll
    static void start() throws Exception {
        lane = Lane.open();
    }

    @AfterAll
    static void stop() throws Exception {
        lane.close();
    }

    private static List<String> spellings(String path) {
        String rest = path.substring(1);
        return List.of(
                path,
                "//" + rest,
                "/./" + rest,
                "/v1/.." + path,
                "/livez/.." + path,
                "/livez/%2e%2e" + path,
                "/livez%2f.." + path,
                "/livez;x" + path,
                "/livez/%252e%252e" + path,
                "/livez\\.." + path,
                path + ";x",
                path + "/",
                path + "/.",
                path + "%00",
                path + "%20",
                path + "?x=/livez",
                path + "#/livez",
                path.toUpperCase(java.util.Locale.ROOT),
                "%2f" + rest,
                "/%6d" + rest.substring(1),
                "http://127.0.0.1" + path,
                "http://evil/livez?" + path,
                "http:" + path,
                "*",
                "/" + "../".repeat(20) + "etc/passwd",
                "/v1/%2e%2e/%2e%2e/data/secrets",
                "/ui/%2e%2e/admin-key");
    }

    @Test
    void noSpellingOfAShutPathIsOpen() throws Exception {
        List<String> open = new ArrayList<>();
        int asked = 0;
        for (int port : new int[] {lane.sluice.port(), lane.sluice.adminUrl().getPort()}) {
            for (String shut : SHUT) {
                for (String target : spellings(shut)) {
                    String host = HOSTS.get(asked % HOSTS.size());
                    String method = asked++ % 3 == 0 ? "POST" : "GET";
                    int status = status(
                            port,
                            method + " " + target + " HTTP/1.1\r\nhost: " + host + "\r\ncontent-length: 0\r\n\r\n");
                    if (status < 400 || status >= 500) {
                        open.add(port + " " + method + " " + target + " host " + host + " -> " + status);
                    }
                }
            }
        }
        assertThat(open).isEmpty();
        assertThat(lane.provider.requestCount()).isZero();
    }

    @Test
    void everyOddHostIsRefusedOrChangesNothing() throws Exception {
        for (String host : HOSTS) {
            for (String shut : SHUT) {
                assertThat(status(
                                lane.sluice.adminUrl().getPort(),
                                "GET " + shut + " HTTP/1.1\r\nhost: " + host + "\r\n\r\n"))
                        .isIn(400, 401, 404);
            }
        }
    }

    @Test
    void aKeyOfOneListenerOpensNothingOfTheOther() throws Exception {
        String virtual = "\r\nauthorization: Bearer " + lane.sluice.key() + "\r\n\r\n";
        assertThat(status(lane.sluice.adminUrl().getPort(), "GET /metrics HTTP/1.1\r\nhost: a" + virtual))
                .isEqualTo(401);
        assertThat(status(
                        lane.sluice.port(),
                        "GET /v1/models HTTP/1.1\r\nhost: a\r\nauthorization: Bearer admin-key\r\n\r\n"))
                .isEqualTo(401);
    }

    private static int status(int port, String request) throws Exception {
        try (RawCaller caller = new RawCaller(port)) {
            return Integer.parseInt(caller.send(request).head().substring(9, 12));
        }
    }
}
