package io.sluice.gateway.state;

import static io.sluice.gateway.state.TwoKeys.RESPONSES;
import static io.sluice.gateway.state.TwoKeys.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With `responses: keep`, what a provider without that API answered can be taken up, asked for, and forgotten. */
class KeptResponsesTest {
    private static String off(String url) {
        return TwoKeys.provider("sim", "anthropic", url, ", key: sk-p");
    }

    private static String on(String url) {
        return off(url) + "responses: { keep: 7d }\n";
    }

    private static String message(String text) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\","
                + "\"text\":\"" + text + "\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
    }

    private static Script events(String text) {
        return Script.sseRaw(Octets.of(event(
                        "message_start",
                        ",\"message\":"
                                + message("")
                                        .replace("{\"type\":\"text\",\"text\":\"\"}", "")
                                        .replace("\"end_turn\"", "null"))
                + event("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                + event(
                        "content_block_delta",
                        ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}")
                + event("content_block_stop", ",\"index\":0")
                + event("message_delta", ",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":7}")
                + event("message_stop", "")));
    }

    private static String event(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    /** The response of an answer, whole or the last event of a stream. */
    private static JsonNode response(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String body = answer.body();
        return body.startsWith("{")
                ? json(body)
                : json(body.substring(body.lastIndexOf("data: ") + 6)).path("response");
    }

    private static String id(HttpResponse<String> answer) {
        return response(answer).path("id").asString();
    }

    private static String next(String previous, String text) {
        return "{\"model\":\"sim/m\",\"input\":\"" + text + "\",\"previous_response_id\":\"" + previous + "\"}";
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConversationGoesOnFromItsLastResponse(boolean stream) throws Exception {
        try (TwoKeys keys = TwoKeys.of(KeptResponsesTest::on)) {
            String more = stream ? ",\"stream\":true" : "";
            keys.simulator.answer(stream ? events("one") : Script.json(200, message("one")));
            String first = id(keys.mine(RESPONSES, ask(more + ",\"instructions\":\"be brief\"")));
            keys.simulator.answer(stream ? events("two") : Script.json(200, message("two")));
            HttpResponse<String> second =
                    keys.mine(RESPONSES, next(first, "more").replace("}", more + "}"));

            HttpResponse<String> third = keys.mine(RESPONSES, next(id(second), "still"));

            JsonNode sent = keys.simulator.requests().getLast().json();
            assertThat(sent.path("messages").valueStream().map(KeptResponsesTest::said))
                    .containsExactly("user hi", "assistant one", "user more", "assistant two", "user still");
            assertThat(sent.path("system").isMissingNode()).isTrue();
            assertThat(response(second).path("previous_response_id").asString()).isEqualTo(first);
            assertThat(response(second).path("store").asBoolean()).isTrue();
            assertThat(third.statusCode()).isEqualTo(200);
        }
    }

    private static String said(JsonNode message) {
        JsonNode content = message.path("content");
        return message.path("role").asString() + " "
                + (content.isString()
                        ? content.asString()
                        : content.path(0).path("text").asString());
    }

    @Test
    void aToolLoopGoesOnWithTheProofOfWhatWasThought() throws Exception {
        String thought = "{\"type\":\"thinking\",\"thinking\":\"Let me see.\",\"signature\":\"c2lnbmVk\"},"
                + "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{\"a\":1}}";
        String tools = ",\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}]";
        try (TwoKeys keys = TwoKeys.of(KeptResponsesTest::on)) {
            keys.simulator.answer(Script.json(
                    200,
                    message("")
                            .replace("{\"type\":\"text\",\"text\":\"\"}", thought)
                            .replace("end_turn", "tool_use")));
            HttpResponse<String> asked = keys.mine(RESPONSES, ask(tools + ",\"reasoning\":{\"effort\":\"low\"}"));
            String call = response(asked)
                    .path("output")
                    .valueStream()
                    .filter(item -> item.path("type").asString().equals("function_call"))
                    .findFirst()
                    .orElseThrow()
                    .path("call_id")
                    .asString();

            keys.mine(
                    RESPONSES,
                    "{\"model\":\"sim/m\",\"previous_response_id\":\"" + id(asked) + "\",\"input\":[{\"type\":"
                            + "\"function_call_output\",\"call_id\":\"" + call + "\",\"output\":\"sunny\"}],"
                            + "\"reasoning\":{\"effort\":\"low\"}" + tools + "}");

            JsonNode said = keys.simulator.requests().getLast().json().path("messages");
            assertThat(said.path(1).path("content").path(0).path("signature").asString())
                    .isEqualTo("c2lnbmVk");
            assertThat(said.path(1).path("content").path(1).path("id").asString())
                    .isEqualTo("toolu_1");
            assertThat(said.path(2).path("content").path(0).path("tool_use_id").asString())
                    .isEqualTo("toolu_1");
        }
    }

    @Test
    void aResponseIsHadWholeWithWhatWasAskedAndForgotten() throws Exception {
        try (TwoKeys keys = TwoKeys.of(KeptResponsesTest::on)) {
            keys.simulator.answer(Script.json(200, message("one")));
            HttpResponse<String> answer = keys.mine(RESPONSES, ask(""));
            String path = RESPONSES + "/" + id(answer);

            assertThat(keys.mineAt("GET", path).body()).isEqualTo(answer.body());
            JsonNode items = json(keys.mineAt("GET", path + "/input_items").body());
            assertThat(items.path("object").asString()).isEqualTo("list");
            assertThat(items.path("data")
                            .path(0)
                            .path("content")
                            .path(0)
                            .path("text")
                            .asString())
                    .isEqualTo("hi");
            assertThat(items.path("first_id"))
                    .isEqualTo(items.path("data").path(0).path("id"));
            assertThat(keys.mineAt("POST", path + "/cancel").statusCode()).isEqualTo(400);
            for (String suffix : List.of("", "/input_items")) {
                assertThat(keys.theirsAt("GET", path + suffix).statusCode()).isEqualTo(404);
            }
            assertThat(keys.theirsAt("DELETE", path).statusCode()).isEqualTo(404);
            assertThat(keys.theirs(RESPONSES, next(id(answer), "x")).statusCode())
                    .isEqualTo(404);

            assertThat(json(keys.mineAt("DELETE", path).body()).path("deleted").asBoolean())
                    .isTrue();
            assertThat(keys.mineAt("GET", path).statusCode()).isEqualTo(404);
            assertThat(keys.mine(RESPONSES, next(id(answer), "x")).body()).contains("previous_response_not_kept");
            assertThat(keys.simulator.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void itemsAreListedAPageAtATime() throws Exception {
        try (TwoKeys keys = TwoKeys.of(KeptResponsesTest::on)) {
            keys.simulator.answer(Script.json(200, message("one")));
            String path = RESPONSES + "/"
                    + id(keys.mine(
                            RESPONSES,
                            "{\"model\":\"sim/m\",\"input\":[{\"role\":\"user\",\"content\":\"a\"},"
                                    + "{\"role\":\"user\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"c\"}]}"))
                    + "/input_items?order=asc";

            JsonNode first = json(keys.mineAt("GET", path + "&limit=2").body());
            JsonNode rest = json(
                    keys.mineAt("GET", path + "&after=" + first.path("last_id").asString())
                            .body());

            assertThat(first.path("data").size()).isEqualTo(2);
            assertThat(first.path("has_more").asBoolean()).isTrue();
            assertThat(rest.path("data")
                            .valueStream()
                            .map(item ->
                                    item.path("content").path(0).path("text").asString()))
                    .containsExactly("c");
            assertThat(rest.path("has_more").asBoolean()).isFalse();
        }
    }

    @Test
    void anItemIsReferredToByItsId() throws Exception {
        try (TwoKeys keys = TwoKeys.of(KeptResponsesTest::on)) {
            keys.simulator.answer(Script.json(200, message("one")));
            String item = response(keys.mine(RESPONSES, ask("")))
                    .path("output")
                    .path(0)
                    .path("id")
                    .asString();
            String body = "{\"model\":\"sim/m\",\"input\":[{\"role\":\"user\",\"content\":\"hi\"},"
                    + "{\"type\":\"item_reference\",\"id\":\"" + item + "\"},{\"role\":\"user\",\"content\":\"go\"}]}";

            assertThat(keys.mine(RESPONSES, body).statusCode()).isEqualTo(200);
            assertThat(keys.simulator
                            .requests()
                            .getLast()
                            .json()
                            .path("messages")
                            .valueStream()
                            .map(KeptResponsesTest::said))
                    .containsExactly("user hi", "assistant one", "user go");
            assertThat(keys.theirs(RESPONSES, body).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whatMayNotBeStoredIsNotKept() throws Exception {
        try (TwoKeys keys = TwoKeys.of(KeptResponsesTest::on)) {
            keys.simulator.answer(Script.json(200, message("one")));
            HttpResponse<String> answer = keys.mine(RESPONSES, ask(",\"store\":false"));

            assertThat(response(answer).path("store").asBoolean(true)).isFalse();
            assertThat(keys.mineAt("GET", RESPONSES + "/" + id(answer)).statusCode())
                    .isEqualTo(404);
            assertThat(keys.mine(RESPONSES, next(id(answer), "x")).body()).contains("previous_response_not_kept");
        }
    }

    @Test
    void withoutTheSettingNothingIsKeptWhateverIsAskedFor() throws Exception {
        try (TwoKeys keys = TwoKeys.of(KeptResponsesTest::off)) {
            keys.simulator.answer(Script.json(200, message("one")));
            HttpResponse<String> answer = keys.mine(RESPONSES, ask(",\"store\":true"));

            assertThat(response(answer).path("store").asBoolean(true)).isFalse();
            assertThat(keys.mineAt("GET", RESPONSES + "/" + id(answer)).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aConversationIsTakenUpByAnotherProviderToo() throws Exception {
        Function<String, String> two = url -> TwoKeys.provider("sim", "anthropic", url, ", key: sk-p")
                + TwoKeys.line("native", "openai-responses", url, ", key: sk-n") + "responses: { keep: 7d }\n";
        try (TwoKeys keys = TwoKeys.of(two)) {
            keys.simulator.answer(Script.json(200, message("one")));
            String first = id(keys.mine(RESPONSES, ask("")));
            keys.simulator.answer(Script.json(200, TwoKeys.response("resp_native")));

            HttpResponse<String> second =
                    keys.mine(RESPONSES, next(first, "more").replace("sim/m", "native/m"));

            JsonNode sent = keys.simulator.requests().getLast().json();
            assertThat(sent.path("previous_response_id").isString()).isFalse();
            assertThat(sent.path("input").size()).isEqualTo(3);
            assertThat(keys.mineAt("GET", RESPONSES + "/" + id(second)).statusCode())
                    .isEqualTo(200);
            assertThat(keys.simulator.requestCount()).isEqualTo(2);
        }
    }

    @Test
    void aRestartForgetsNothingAndTheStoreShowsNothing() throws Exception {
        try (TwoKeys keys = TwoKeys.of(KeptResponsesTest::on)) {
            keys.simulator.answer(Script.json(200, message("the-answers-secret")));
            HttpResponse<String> answer = keys.mine(RESPONSES, ask("").replace("hi", "the-callers-secret"));

            keys.restart(KeptResponsesTest::on);

            assertThat(keys.mineAt("GET", RESPONSES + "/" + id(answer)).body()).isEqualTo(answer.body());
            try (Stream<Path> files = Files.list(keys.sluice().folder().resolve("data"))) {
                List<Path> database = files.filter(
                                file -> file.getFileName().toString().startsWith("sluice.db"))
                        .toList();
                assertThat(database).isNotEmpty();
                for (Path file : database) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain("the-answers-secret", "the-callers-secret");
                }
            }
            keys.restart(KeptResponsesTest::off);
            assertThat(keys.mineAt("GET", RESPONSES + "/" + id(answer)).statusCode())
                    .isEqualTo(404);
        }
    }
}
