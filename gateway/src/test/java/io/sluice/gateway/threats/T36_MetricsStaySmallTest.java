package io.sluice.gateway.threats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.faults.Lane;
import io.sluice.gateway.faults.RawCaller;
import io.sluice.simulator.Script;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** T36: callers choose names, and metrics do not grow with them. */
class T36_MetricsStaySmallTest {

    @Test
    void tenThousandNamesMakeNoMoreSeriesThanAHundredthOfThem() throws Exception {
        Random chance = new Random(36);
        try (Lane lane = Lane.open();
                RawCaller caller = new RawCaller(lane.sluice.port())) {
            lane.provider.answer(Script.json(200, "{\"choices\":[]}"));
            for (int batch = 0; batch < 100; batch++) {
                StringBuilder requests = new StringBuilder();
                for (int i = 0; i < 100; i++) {
                    requests.append(request(chance, lane.sluice.key(), i % 10));
                }
                caller.send(requests.toString());
                for (int i = 0; i < 100; i++) {
                    assertThat(caller.answer().status()).isIn(200, 401, 404);
                }
            }

            String metrics = lane.metrics();

            long series = metrics.lines().filter(line -> !line.startsWith("#")).count();
            assertThat(series).isLessThan(2_000);
            assertThat(metrics).doesNotContain("agent-").doesNotContain("sk-");
        }
    }

    private static String request(Random chance, String key, int kind) {
        String name = Long.toHexString(chance.nextLong());
        String agent = "\r\nuser-agent: agent-" + name + "\r\n";
        if (kind < 4) {
            return "GET /v1/models/" + name + " HTTP/1.1\r\nhost: a\r\nauthorization: Bearer " + key + agent + "\r\n";
        }
        if (kind < 7) {
            return "GET /" + name + " HTTP/1.1\r\nhost: a\r\nauthorization: Bearer sk-" + name + agent + "\r\n";
        }
        String model = kind == 7 ? name : kind == 8 ? "sim/" + name : name + "/x";
        String body = "{\"model\":\"" + model + "\",\"messages\":[]}";
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nauthorization: Bearer " + key + agent
                + "content-length: " + body.length() + "\r\n\r\n" + body;
    }
}
