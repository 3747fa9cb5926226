package io.sluice.gateway.state;

import static io.sluice.gateway.state.TwoKeys.RESPONSES;
import static io.sluice.gateway.state.TwoKeys.ask;
import static io.sluice.gateway.state.TwoKeys.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;
import java.net.http.HttpResponse;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer named may be used by the key that got it, and by no other; nobody learns whether it is there. */
class OwnIdsTest {
    private static String plain(String url) {
        return TwoKeys.provider("sim", "openai-responses", url, ", key: sk-p");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyIdAnAnswerNamedIsItsOwnKeysAlone(boolean stream) throws Exception {
        try (TwoKeys keys = TwoKeys.of(OwnIdsTest::plain)) {
            keys.simulator.answer(stream ? TwoKeys.streamed("resp_a") : Script.json(200, response("resp_a")));
            assertThat(keys.mine(RESPONSES, ask(stream ? ",\"stream\":true" : ""))
                            .statusCode())
                    .isEqualTo(200);
            keys.simulator.answer(Script.json(200, response("resp_b")));

            for (String body : new String[] {
                ask(",\"previous_response_id\":\"resp_a\""),
                ask(",\"conversation\":\"conv_resp_a\""),
                ask(",\"conversation\":{\"id\":\"conv_resp_a\"}"),
                ask(",\"tools\":[{\"type\":\"code_interpreter\",\"container\":\"cntr_resp_a\"}]"),
                items("{\"type\":\"item_reference\",\"id\":\"msg_resp_a\"}"),
                items("{\"id\":\"ci_resp_a\"}")
            }) {
                long before = keys.simulator.requestCount();
                assertThat(keys.theirs(RESPONSES, body).statusCode()).as(body).isEqualTo(404);
                assertThat(keys.simulator.requestCount()).isEqualTo(before);
                assertThat(keys.mine(RESPONSES, body).statusCode()).as(body).isEqualTo(200);
            }
        }
    }

    private static String items(String item) {
        return "{\"model\":\"sim/m\",\"input\":[{\"role\":\"user\",\"content\":\"hi\"}," + item + "]}";
    }

    @Test
    void anothersIdIsAnsweredInTheVeryWordsOfOneThatNeverWas() throws Exception {
        try (TwoKeys keys = TwoKeys.of(OwnIdsTest::plain)) {
            keys.simulator.answer(Script.json(200, response("resp_a")));
            keys.mine(RESPONSES, ask(""));

            String others = body(keys.theirs(RESPONSES, ask(",\"previous_response_id\":\"resp_a\"")));
            String unknown = body(keys.theirs(RESPONSES, ask(",\"previous_response_id\":\"resp_x\"")));

            assertThat(others).contains("previous_response_not_found").isEqualTo(unknown.replace("resp_x", "resp_a"));
        }
    }

    private static String body(HttpResponse<String> answer) {
        String call = answer.headers().firstValue("x-sluice-call-id").orElseThrow();
        return answer.body().replace(call, "CALL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openai-responses | /v1/responses | {"model":"sim/m","input":[{"role":"user","content":[{"type":"input_file","file_id":"file-x"}]}]}
            openai-responses | /v1/responses | {"model":"sim/m","input":[{"role":"user","content":[{"type":"input_image","file_id":"file-x"}]}]}
            openai-responses | /v1/responses | {"model":"sim/m","input":[{"role":"user","content":[{"type":"input_file","file\\u005fid":"file-x"}]}]}
            openai-responses | /v1/responses | {"model":"sim/m","input":"a","tools":[{"type":"file_search","vector_store_ids":["vs_x"]}]}
            openai-responses | /v1/responses | {"model":"sim/m","input":"a","tools":[{"type":"code_interpreter","container":{"type":"auto","file_ids":["file-x"]}}]}
            openai-responses | /v1/responses | {"model":"sim/m","input":"a","previous\\u005fresponse_id":"resp_x"}
            openai-responses | /v1/responses | {"model":"sim/m","input":[{"type":"computer_call_output","call_id":"c","output":{"type":"computer_screenshot","file_id":"file-x"}}]}
            openai-chat | /v1/chat/completions | {"model":"sim/m","messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"file-x"}}]}]}
            anthropic | /v1/messages | {"model":"sim/m","max_tokens":9,"container":"container_x","messages":[{"role":"user","content":"hi"}]}
            anthropic | /v1/messages | {"model":"sim/m","max_tokens":9,"container":{"id":"container_x"},"messages":[{"role":"user","content":"hi"}]}
            anthropic | /v1/messages | {"model":"sim/m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"document","source":{"type":"file","file_id":"file_x"}}]}]}
            anthropic | /v1/messages | {"model":"sim/m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"container_upload","file_id":"file_x"}]}]}
            gemini | /v1beta/models/sim%2Fm:generateContent | {"cachedContent":"cachedContents/x","contents":[{"role":"user","parts":[{"text":"hi"}]}]}
            gemini | /v1beta/models/sim%2Fm:generateContent | {"cached_content":"cachedContents/x","contents":[{"role":"user","parts":[{"text":"hi"}]}]}
            gemini | /v1beta/models/sim%2Fm:generateContent | {"contents":[{"role":"user","parts":[{"fileData":{"fileUri":"https://generativelanguage.googleapis.com/v1beta/files/x"}}]}]}
            gemini | /v1beta/models/sim%2Fm:generateContent | {"contents":[{"role":"user","parts":[{"file_data":{"file_uri":"files/x"}}]}]}
            """)
    void anIdNeverGivenOutIsUnknownWhereverItStands(String dialect, String path, String body) throws Exception {
        try (TwoKeys keys = TwoKeys.before(dialect, ", key: sk-p")) {
            HttpResponse<String> answer = keys.mine(path, body);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
            assertThat(keys.simulator.requestCount()).isZero();
        }
    }

    @Test
    void ofTwoMembersOfOneNameBothAreLookedAt() throws Exception {
        try (TwoKeys keys = TwoKeys.of(OwnIdsTest::plain)) {
            keys.simulator.answer(Script.json(200, response("resp_a")));
            keys.mine(RESPONSES, ask(""));

            for (String twice : new String[] {
                ",\"previous_response_id\":\"resp_a\",\"previous_response_id\":\"resp_x\"",
                ",\"previous_response_id\":\"resp_x\",\"previous_response_id\":\"resp_a\""
            }) {
                assertThat(keys.mine(RESPONSES, ask(twice)).statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void whatAModelWroteNamesNothing() throws Exception {
        try (TwoKeys keys = TwoKeys.before("anthropic", ", key: sk-p")) {
            keys.simulator.answer(Script.json(200, message("null")));

            HttpResponse<String> answer = keys.mine(
                    "/v1/messages",
                    "{\"model\":\"sim/m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                            + "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\","
                            + "\"input\":{\"file_id\":\"file_x\"}}]},{\"role\":\"user\",\"content\":[{\"type\":"
                            + "\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"ok\"}]}]}");

            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aContainerOfAnthropicsIsItsOwnKeysAlone(boolean stream) throws Exception {
        try (TwoKeys keys = TwoKeys.before("anthropic", ", key: sk-p")) {
            String more = stream ? ",\"stream\":true" : "";
            keys.simulator.answer(
                    stream
                            ? Script.sseRaw(Octets.of(events()))
                            : Script.json(200, message("{\"id\":\"container_a\"}")));
            keys.mine("/v1/messages", talk(more));

            assertThat(keys.theirs("/v1/messages", talk(more + ",\"container\":\"container_a\""))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(keys.mine("/v1/messages", talk(more + ",\"container\":\"container_a\""))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatCodeMadeIsItsOwnKeysAlone(boolean stream) throws Exception {
        String block = "{\"type\":\"bash_code_execution_tool_result\",\"tool_use_id\":\"srv_1\",\"content\":{\"type\":"
                + "\"bash_code_execution_result\",\"stdout\":\"\",\"stderr\":\"\",\"return_code\":0,\"content\":[{\"type\":"
                + "\"bash_code_execution_output\",\"file_id\":\"file_a\"}]}}";
        String written = "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"content\":{\"type\":"
                + "\"bash_code_execution_result\",\"content\":[{\"file_id\":\"file_b\"}]}}}";
        try (TwoKeys keys = TwoKeys.before("anthropic", ", key: sk-p")) {
            String more = stream ? ",\"stream\":true" : "";
            String whole = message("null").replace("\"content\":[", "\"content\":[" + block + "," + written + ",");
            keys.simulator.answer(stream ? Script.sseRaw(Octets.of(started(block, written))) : Script.json(200, whole));
            assertThat(keys.mine("/v1/messages", talk(more)).statusCode()).isEqualTo(200);
            keys.simulator.answer(Script.json(200, message("null")));

            assertThat(keys.theirs("/v1/messages", upload("file_a")).statusCode())
                    .isEqualTo(404);
            assertThat(keys.mine("/v1/messages", upload("file_a")).statusCode()).isEqualTo(200);
            assertThat(keys.mine("/v1/messages", upload("file_b")).statusCode())
                    .as("what the model wrote claims nothing")
                    .isEqualTo(404);
        }
    }

    private static String started(String... blocks) {
        StringBuilder events = new StringBuilder(
                event("message_start", ",\"message\":" + message("null").replace("\"end_turn\"", "null")));
        for (int i = 0; i < blocks.length; i++) {
            events.append(event("content_block_start", ",\"index\":" + i + ",\"content_block\":" + blocks[i]));
            events.append(event("content_block_stop", ",\"index\":" + i));
        }
        return events
                + event("message_delta", ",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":7}")
                + event("message_stop", "");
    }

    private static String upload(String file) {
        return "{\"model\":\"sim/m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":"
                + "\"container_upload\",\"file_id\":\"" + file + "\"}]}]}";
    }

    private static String talk(String more) {
        return "{\"model\":\"sim/m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more
                + "}";
    }

    private static String message(String container) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\","
                + "\"text\":\"hello\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"container\":" + container
                + ",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
    }

    private static String events() {
        return event("message_start", ",\"message\":" + message("null").replace("\"end_turn\"", "null"))
                + event(
                        "message_delta",
                        ",\"delta\":{\"stop_reason\":\"end_turn\",\"container\":{\"id\":\"container_a\"}},"
                                + "\"usage\":{\"output_tokens\":7}")
                + event("message_stop", "");
    }

    private static String event(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
    }

    @Test
    void aReloadAndARestartForgetNothing() throws Exception {
        try (TwoKeys keys = TwoKeys.of(OwnIdsTest::plain)) {
            keys.simulator.answer(Script.json(200, response("resp_a")));
            keys.mine(RESPONSES, ask(""));
            String next = ask(",\"previous_response_id\":\"resp_a\"");

            keys.sluice().reload(plain(keys.simulator.url()));
            assertThat(keys.mine(RESPONSES, next).statusCode()).isEqualTo(200);
            assertThat(keys.theirs(RESPONSES, next).statusCode()).isEqualTo(404);

            keys.restart(OwnIdsTest::plain);
            assertThat(keys.mine(RESPONSES, next).statusCode()).isEqualTo(200);
            assertThat(keys.theirs(RESPONSES, next).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void anotherModelsProviderIsNotAskedForWhatItCannotKnow() throws Exception {
        Function<String, String> two = url -> TwoKeys.provider("sim", "openai-responses", url, ", key: sk-p")
                + TwoKeys.line("other", "openai-responses", url, ", key: sk-o");
        try (TwoKeys keys = TwoKeys.of(two)) {
            keys.simulator.answer(Script.json(200, response("resp_a")));
            keys.mine(RESPONSES, ask(""));

            HttpResponse<String> answer = keys.mine(
                    RESPONSES, ask(",\"previous_response_id\":\"resp_a\"").replace("sim/m", "other/m"));
            HttpResponse<String> held = keys.mine(
                    RESPONSES, ask(",\"conversation\":\"conv_resp_a\"").replace("sim/m", "other/m"));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("previous_response_not_kept");
            assertThat(held.statusCode()).isEqualTo(400);
            assertThat(held.body()).contains("state_elsewhere");
            assertThat(keys.simulator.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void whereIdsAreOpenThoseNeverSeenPassAndAnothersDoNot() throws Exception {
        try (TwoKeys keys = TwoKeys.before("openai-responses", ", key: sk-p, ids: open")) {
            keys.simulator.answer(Script.json(200, response("resp_a")));

            assertThat(keys.mine(RESPONSES, ask(",\"previous_response_id\":\"resp_old\""))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(keys.mineAt("GET", RESPONSES + "/resp_old").statusCode()).isEqualTo(200);
            assertThat(keys.theirs(RESPONSES, ask(",\"previous_response_id\":\"resp_a\""))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(keys.theirsAt("GET", RESPONSES + "/resp_a").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whatOneBroughtAlongAndAnAnswerRepeatedIsNotTakenFromTheOthers() throws Exception {
        try (TwoKeys keys = TwoKeys.before("openai-responses", ", key: sk-p, ids: open")) {
            keys.simulator.answer(Script.json(200, response("a")));
            String body = ask(",\"conversation\":\"conv_a\"");

            assertThat(keys.mine(RESPONSES, body).statusCode()).isEqualTo(200);
            assertThat(keys.theirs(RESPONSES, body).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withTheCallersOwnCredentialIdsNeverSeenPass() throws Exception {
        try (TwoKeys keys = TwoKeys.before("openai-responses", ", key: caller")) {
            keys.simulator.answer(Script.json(200, response("resp_a")));

            HttpResponse<String> answer = keys.sluice()
                    .send(keys.sluice()
                            .request(RESPONSES)
                            .setHeader("x-sluice-key", keys.sluice().key())
                            .setHeader("authorization", "Bearer sk-own")
                            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                                    ask(",\"previous_response_id\":\"resp_old\""))));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(keys.simulator.requests().getFirst().header("authorization"))
                    .hasValue("Bearer sk-own");
        }
    }

    @Test
    void aTranslatedAnswersIdCannotBeTakenUpAndIsNobodyElses() throws Exception {
        try (TwoKeys keys = TwoKeys.before("anthropic", ", key: sk-p")) {
            keys.simulator.answer(Script.json(200, message("null")));
            String answer = keys.mine(RESPONSES, ask("")).body();
            String id = answer.replaceAll("(?s).*\"id\":\"(resp_[^\"]+)\".*", "$1");
            String next = ask(",\"previous_response_id\":\"" + id + "\"");

            HttpResponse<String> mine = keys.mine(RESPONSES, next);
            HttpResponse<String> theirs = keys.theirs(RESPONSES, next);

            assertThat(mine.statusCode()).isEqualTo(400);
            assertThat(mine.body()).contains("previous_response_not_kept");
            assertThat(theirs.statusCode()).isEqualTo(404);
            assertThat(keys.simulator.requestCount()).isEqualTo(1);
        }
    }
}
