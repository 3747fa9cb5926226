package io.sluice.gateway.threats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.faults.Lane;
import io.sluice.gateway.faults.RawCaller;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.Script;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T1 and T9: SQL, templates and look-ups in keys, model names and texts are text and nothing else. */
class T01_KeysAndNamesAreNeverCodeTest {
    private static Lane lane;

    @BeforeAll
    static void start() throws Exception {
        lane = Lane.open();
    }

    @AfterAll
    static void stop() throws Exception {
        lane.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x' OR (SELECT pg_sleep(8)) IS NOT NULL--",
                "' OR '1'='1",
                "sk-sl-'; DROP TABLE virtual_key; --",
                "\" UNION SELECT * FROM virtual_key --",
                "${jndi:ldap://127.0.0.1/x}",
                "{{7*7}}",
                "%' ESCAPE '"
            })
    void aKeyThatIsNoneIsRefusedOnEveryRouteAndTheGoodOneStillWorks(String key) throws Exception {
        for (String path : List.of(
                "/v1/chat/completions", "/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/models")) {
            String method = path.endsWith("models") ? "GET" : "POST";
            for (String header : List.of(
                    "authorization: Bearer ",
                    "x-api-key: ",
                    "api-key: ",
                    "x-goog-api-key: ",
                    "x-sluice-key: ",
                    "x-litellm-api-key: ")) {
                try (RawCaller caller = new RawCaller(lane.sluice.port())) {
                    RawCaller.Answer answer = caller.send(method + " " + path + " HTTP/1.1\r\nhost: a\r\n" + header
                                    + key + "\r\ncontent-length: 0\r\n\r\n")
                            .answer();
                    assertThat(answer.status()).as(header + path).isEqualTo(401);
                    assertThat(answer.body()).contains("invalid_api_key").doesNotContain(key);
                }
            }
        }
        assertThat(lane.plain(Script.text("x")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x'; DROP TABLE calls; --",
                "sim/x'; DELETE FROM open_calls; --",
                "{{7*7}}",
                "${jndi:ldap://127.0.0.1/x}",
                "#{T(java.lang.Runtime)}",
                "rO0ABXNy"
            })
    void aModelsNameIsRecordedLiterally(String model) throws Exception {
        lane.provider.answer(Script.text("x"));

        HttpResponse<String> answer = lane.sluice.chat(model, "hi");

        CallRow row = lane.sluice.call(answer);
        assertThat(row.asked().model()).isEqualTo(model);
        assertThat(answer.statusCode()).isEqualTo(model.startsWith("sim/") ? 200 : 404);
    }

    @Test
    void textsPassLiterally() throws Exception {
        lane.provider.reset().answer(Script.text("{{7*7}} ${jndi:ldap://c/}"));
        String text = "{{7*7}} ${jndi:ldap://c/} #{T(java.lang.Runtime)} %s %n rO0ABXNy <%= 1 %>";

        HttpResponse<String> answer = lane.sluice.chat("sim/gpt-test", text);

        assertThat(answer.body()).contains("{{7*7}} ${jndi:ldap://c/}");
        assertThat(lane.provider.requests().getFirst().body().text())
                .isEqualTo(SluiceUnderTest.chatBody("gpt-test", text, ""));
    }
}
