package io.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CannedTest {

    private final Simulator simulator =
            Simulator.start().answer(Canned.demo().pause(Duration.ZERO).script());
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void aChatIsAnsweredInFriendlyWords() throws Exception {
        JsonNode answer = json("/v1/chat/completions", "{'model':'demo','messages':[{'role':'user','content':'Hi'}]}");
        assertThat(answer.path("object").asString()).isEqualTo("chat.completion");
        assertThat(answer.path("model").asString()).isEqualTo("demo");
        JsonNode choice = answer.path("choices").path(0);
        assertThat(choice.path("message").path("content").asString())
                .startsWith("Hello from the Sluice simulator")
                .endsWith("You said: \"Hi\"");
        assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
        assertThat(answer.path("usage").path("prompt_tokens").asInt()).isPositive();
        assertThat(answer.path("usage").path("completion_tokens").asInt()).isGreaterThan(20);
    }

    @Test
    void aStreamSaysTheSameWordByWord() throws Exception {
        String messages = "'messages':[{'role':'user','content':'Hi'}]";
        String whole = json("/v1/chat/completions", "{'model':'m'," + messages + "}")
                .at("/choices/0/message/content")
                .asString();
        List<JsonNode> events = events("/v1/chat/completions", "{'model':'m','stream':true," + messages + "}");
        StringBuilder said = new StringBuilder();
        events.forEach(event -> said.append(event.at("/choices/0/delta/content").asString("")));
        assertThat(said).hasToString(whole);
        assertThat(events.getLast().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(events).noneMatch(event -> event.has("usage"));
    }

    @Test
    void usageIsStreamedWhereItIsAskedFor() throws Exception {
        List<JsonNode> events = events(
                "/v1/chat/completions",
                "{'model':'m','stream':true,'stream_options':{'include_usage':true},'messages':[]}");
        assertThat(events.getLast().path("choices").isEmpty()).isTrue();
        assertThat(events.getLast().path("usage").path("total_tokens").asInt()).isPositive();
        assertThat(events.getFirst().path("usage").isNull()).isTrue();
    }

    @Test
    void asManyChoicesAsAreWanted() throws Exception {
        JsonNode answer = json("/v1/chat/completions", "{'model':'m','n':3,'messages':[]}");
        assertThat(answer.path("choices").size()).isEqualTo(3);
        assertThat(answer.at("/choices/2/index").asInt()).isEqualTo(2);
        List<JsonNode> events = events("/v1/chat/completions", "{'model':'m','n':2,'stream':true,'messages':[]}");
        assertThat(events.stream()
                        .filter(event -> event.at("/choices/0/finish_reason").isString()))
                .hasSize(2);
    }

    @Test
    void aCapOnTokensCutsTheAnswer() throws Exception {
        JsonNode answer = json("/v1/chat/completions", "{'model':'m','max_tokens':2,'messages':[]}");
        assertThat(answer.at("/choices/0/message/content").asString()).isEqualTo("Hello from");
        assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo("length");
    }

    @Test
    void aToolIsCalledWithArgumentsThatFitItsSchema() throws Exception {
        String tools = "'tools':[{'type':'function','function':{'name':'weather','parameters':{'type':'object',"
                + "'properties':{'city':{'type':'string'},'unit':{'enum':['C','F']},'days':{'type':'integer'}}}}}]";
        JsonNode call = json("/v1/chat/completions", "{'model':'m'," + tools + ",'messages':[]}")
                .at("/choices/0/message/tool_calls/0/function");
        assertThat(call.path("name").asString()).isEqualTo("weather");
        assertThat(call.path("arguments").asString()).isEqualTo("{\"city\":\"a city\",\"unit\":\"C\",\"days\":1}");

        StringBuilder streamed = new StringBuilder();
        for (JsonNode event :
                events("/v1/chat/completions", "{'model':'m','stream':true," + tools + ",'messages':[]}")) {
            streamed.append(
                    event.at("/choices/0/delta/tool_calls/0/function/arguments").asString(""));
        }
        assertThat(streamed).hasToString(call.path("arguments").asString());
    }

    @Test
    void aToolsResultIsAnsweredInWords() throws Exception {
        JsonNode answer = json(
                "/v1/chat/completions",
                "{'model':'m','tools':[{'function':{'name':'f'}}],'messages':[{'role':'tool','content':'21 C'}]}");
        assertThat(answer.at("/choices/0/message/content").asString()).endsWith("\"21 C\"");
    }

    @Test
    void structuredOutputFitsItsSchema() throws Exception {
        JsonNode answer = json(
                "/v1/chat/completions",
                "{'model':'m','messages':[],'response_format':{'type':'json_schema','json_schema':{'schema':"
                        + "{'type':'object','properties':{'names':{'type':'array','items':{'$ref':'#/$defs/n'}}},"
                        + "'$defs':{'n':{'type':'string'}}}}}}");
        assertThat(answer.at("/choices/0/message/content").asString()).isEqualTo("{\"names\":[\"a names\"]}");
    }

    @Test
    void legacyCompletionsAreTexts() throws Exception {
        JsonNode answer = json("/v1/completions", "{'model':'m','prompt':'Once'}");
        assertThat(answer.path("object").asString()).isEqualTo("text_completion");
        assertThat(answer.at("/choices/0/text").asString()).startsWith("Hello");
        StringBuilder said = new StringBuilder();
        events("/v1/completions", "{'model':'m','prompt':'Once','stream':true}")
                .forEach(event -> said.append(event.at("/choices/0/text").asString("")));
        assertThat(said).hasToString(answer.at("/choices/0/text").asString());
    }

    @Test
    void embeddingsAreTheSameAsNumbersAndInBase64() throws Exception {
        JsonNode numbers = json("/v1/embeddings", "{'model':'e','input':['a','b'],'dimensions':3}")
                .path("data");
        JsonNode base64 = json(
                        "/v1/embeddings", "{'model':'e','input':['a','b'],'dimensions':3,'encoding_format':'base64'}")
                .path("data");
        assertThat(numbers.size()).isEqualTo(2);
        byte[] bytes = Base64.getDecoder().decode(base64.at("/1/embedding").asString());
        float second = ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(1);
        assertThat(second).isEqualTo(numbers.at("/1/embedding/1").floatValue());
        assertThat(numbers.at("/0/embedding")).isNotEqualTo(numbers.at("/1/embedding"));
    }

    @Test
    void itsModelsAreListed() throws Exception {
        assertThat(get("/v1/models").body()).contains("\"id\":\"demo\"");
        assertThat(get("/v1/models/demo").statusCode()).isEqualTo(200);
        assertThat(get("/v1/models/other").statusCode()).isEqualTo(404);
    }

    @Test
    void whatItCannotReadItSaysSo() throws Exception {
        assertThat(post("/v1/chat/completions", "{").statusCode()).isEqualTo(400);
        assertThat(post("/v1/chat/completions", "{'messages':[]}").body()).contains("model");
        assertThat(post("/v1/unheard-of", "{'model':'m'}").statusCode()).isEqualTo(404);
    }

    @Test
    void aScriptedTextIsAnsweredWholeOrStreamed() throws Exception {
        simulator.answer(Script.text("two words", Usage.of(7, 2)));
        JsonNode whole = json("/v1/chat/completions", "{'model':'m','max_tokens':1}");
        assertThat(whole.at("/choices/0/message/content").asString()).isEqualTo("two words");
        assertThat(whole.at("/usage/total_tokens").asInt()).isEqualTo(9);
        List<JsonNode> events = events("/v1/chat/completions", "{'model':'m','stream':true}");
        assertThat(events)
                .extracting(event -> event.at("/choices/0/delta/content").asString(""))
                .contains("two", " words");
    }

    private JsonNode json(String path, String body) throws Exception {
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body());
    }

    private List<JsonNode> events(String path, String body) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        String[] lines = post(path, body).body().split("\n\n");
        for (String line : List.of(lines).subList(0, lines.length - 1)) {
            assertThat(line).startsWith("data: ");
            events.add(Json.MAPPER.readTree(line.substring("data: ".length())));
        }
        assertThat(lines[lines.length - 1]).isEqualTo("data: [DONE]");
        return events;
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(simulator.url() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
