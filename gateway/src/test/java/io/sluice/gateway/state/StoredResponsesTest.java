package io.sluice.gateway.state;

import static io.sluice.gateway.state.TwoKeys.RESPONSES;
import static io.sluice.gateway.state.TwoKeys.ask;
import static io.sluice.gateway.state.TwoKeys.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stored response is asked for where it was made, by the key it was made for. */
class StoredResponsesTest {

    @ParameterizedTest
    @CsvSource({
        "GET, '', response.get",
        "DELETE, '', response.delete",
        "POST, /cancel, response.cancel",
        "GET, /input_items, response.input_items"
    })
    void itsOwnKeyReachesItAndNoOtherDoes(String method, String suffix, String operation) throws Exception {
        try (TwoKeys keys = TwoKeys.before("openai-responses", ", key: sk-p")) {
            keys.simulator.answer(Script.json(200, response("resp_a")));
            keys.mine(RESPONSES, ask(""));

            assertThat(keys.theirsAt(method, RESPONSES + "/resp_a" + suffix).statusCode())
                    .isEqualTo(404);
            assertThat(keys.mineAt(method, RESPONSES + "/resp_x" + suffix).statusCode())
                    .isEqualTo(404);
            assertThat(keys.simulator.requestCount()).isEqualTo(1);
            HttpResponse<String> answer = keys.mineAt(method, "/responses/resp_a" + suffix);

            assertThat(answer.statusCode()).isEqualTo(200);
            ReceivedRequest sent = keys.simulator.requests().getLast();
            assertThat(sent.method()).isEqualTo(method);
            assertThat(sent.target()).isEqualTo("/v1/responses/resp_a" + suffix);
            assertThat(sent.header("authorization")).hasValue("Bearer sk-p");
            CallRow row = keys.sluice().call(answer);
            assertThat(row.asked().operation()).isEqualTo(operation);
            assertThat(row.usage()).isNull();
        }
    }

    @Test
    void onlyTheQueryThatIsKnownPasses() throws Exception {
        try (TwoKeys keys = TwoKeys.before("openai-responses", ", key: sk-p")) {
            keys.simulator.answer(Script.json(200, response("resp_a")));
            keys.mine(RESPONSES, ask(""));

            keys.mineAt("GET", RESPONSES + "/resp_a/input_items?limit=5&evil=1&order=asc&after=msg_1&limit=%0d");

            assertThat(keys.simulator.requests().getLast().target())
                    .isEqualTo("/v1/responses/resp_a/input_items?limit=5&order=asc&after=msg_1&limit=%0d");
        }
    }

    @Test
    void aStreamIsTakenUpWhereItStood() throws Exception {
        try (TwoKeys keys = TwoKeys.before("openai-responses", ", key: sk-p")) {
            keys.simulator.answer(Script.json(200, response("resp_a")));
            keys.mine(RESPONSES, ask(""));
            keys.simulator.answer(TwoKeys.streamed("resp_a"));

            HttpResponse<String> answer = keys.mineAt("GET", RESPONSES + "/resp_a?stream=true&starting_after=3");

            assertThat(keys.simulator.requests().getLast().target())
                    .isEqualTo("/v1/responses/resp_a?stream=true&starting_after=3");
            assertThat(answer.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(answer.body()).contains("event: response.completed");
        }
    }

    @Test
    void itCarriesTheModelsNameItWasAskedBy() throws Exception {
        try (TwoKeys keys = TwoKeys.of(
                url -> TwoKeys.provider("sim", "openai-responses", url, ", key: sk-p") + "models: { fast: sim/m }\n")) {
            keys.simulator.answer(Script.json(200, response("resp_a")));
            keys.mine(RESPONSES, ask("").replace("sim/m", "fast"));

            HttpResponse<String> answer = keys.mineAt("GET", RESPONSES + "/resp_a");

            assertThat(answer.body()).isEqualTo(response("resp_a").replace("\"m\"", "\"fast\""));
            assertThat(answer.headers().firstValue("x-sluice-served-by")).hasValue("sim/m");
        }
    }

    @Test
    void aProvidersErrorPassesAsItIs() throws Exception {
        try (TwoKeys keys = TwoKeys.before("openai-responses", ", key: sk-p")) {
            keys.simulator.answer(Script.json(200, response("resp_a")));
            keys.mine(RESPONSES, ask(""));
            keys.simulator.answer(Script.json(409, "{\"error\":{\"message\":\"done\",\"type\":\"invalid\"}}"));

            HttpResponse<String> answer = keys.mineAt("POST", RESPONSES + "/resp_a/cancel");

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("done");
        }
    }

    @Test
    void aMethodThePathDoesNotTakeIsNamedWithThoseItTakes() throws Exception {
        try (TwoKeys keys = TwoKeys.before("openai-responses", ", key: sk-p")) {
            HttpResponse<String> answer = keys.mineAt("PUT", RESPONSES + "/resp_a");

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("allow")).hasValue("GET, DELETE");
        }
    }
}
