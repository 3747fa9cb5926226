package io.sluice.gateway.threats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T5: to a key that was not given an id, the id does not exist, whatever it does with it. */
class T05_AnothersIdsAreUnknownTest {
    private static final String RESPONSE =
            "{\"id\":\"resp_real\",\"object\":\"response\",\"status\":\"completed\",\"model\":\"m\","
                    + "\"output\":[{\"id\":\"msg_real\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"completed\","
                    + "\"content\":[]}],\"conversation\":{\"id\":\"conv_real\"}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /v1/responses/resp_real             |
            DELETE | /v1/responses/resp_real             |
            POST   | /v1/responses/resp_real/cancel      |
            GET    | /v1/responses/resp_real/input_items |
            POST   | /v1/responses | {"model":"sim/m","input":"a","previous_response_id":"resp_real"}
            POST   | /v1/responses | {"model":"sim/m","input":"a","conversation":"conv_real"}
            POST   | /v1/responses | {"model":"sim/m","input":[{"type":"item_reference","id":"msg_real"}]}
            POST   | /v1/responses/input_tokens | {"model":"sim/m","input":"a","previous_response_id":"resp_real"}
            """)
    void anothersIdIsAnsweredAsOneThatNeverWas(String method, String path, String body) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of("providers:\n  sim: { dialect: openai-responses, url: \""
                        + simulator.url() + "/v1\", key: sk-provider }\n")) {
            simulator.answer(Script.json(200, RESPONSE));
            assertThat(sluice.post("/v1/responses", "{\"model\":\"sim/m\",\"input\":\"a\"}")
                            .statusCode())
                    .isEqualTo(200);
            String other = sluice.makeKey(new KeyWish("other", null, null));

            HttpResponse<String> real = ask(sluice, other, method, path, body);
            HttpResponse<String> never = ask(
                    sluice,
                    other,
                    method,
                    path.replace("_real", "_none"),
                    body == null ? null : body.replace("_real", "_none"));

            assertThat(real.statusCode()).isEqualTo(404);
            assertThat(told(real)).isEqualTo(told(never));
            assertThat(simulator.requestCount()).isEqualTo(1);
        }
    }

    private static HttpResponse<String> ask(
            SluiceUnderTest sluice, String key, String method, String path, @Nullable String body) throws Exception {
        return sluice.send(sluice.request(path)
                .setHeader("authorization", "Bearer " + key)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String told(HttpResponse<String> answer) {
        String call = answer.headers().firstValue("x-sluice-call-id").orElseThrow();
        return answer.body().replace(call, "CALL").replace("_real", "_none");
    }
}
