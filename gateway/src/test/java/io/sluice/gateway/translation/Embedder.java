package io.sluice.gateway.translation;

import io.sluice.simulator.Answer;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A provider of embeddings, in each form there is: the vector of a text is its length and a half, and as many tokens are
 * counted as it has characters.
 */
@SuppressWarnings("ImmutableEnumChecker") // Lambdas without state are.
enum Embedder {
    OPENAI(
            "dialect: openai-chat",
            "/v1",
            "m",
            "/v1/embeddings",
            body -> strings(body.path("input")),
            (body, texts) -> "{\"object\":\"list\",\"data\":["
                    + each(
                            texts,
                            (i, text) ->
                                    "{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":" + vector(text) + "}")
                    + "],\"model\":\"m\",\"usage\":{\"prompt_tokens\":" + tokens(texts) + ",\"total_tokens\":"
                    + tokens(texts)
                    + "}}"),
    GEMINI(
            "dialect: gemini",
            "/v1beta",
            "m",
            "/v1beta/models/m:batchEmbedContents",
            Embedder::contents,
            (body, texts) -> (body.has("requests")
                            ? "{\"embeddings\":[" + each(texts, (i, text) -> "{\"values\":" + vector(text) + "}") + "]"
                            : "{\"embedding\":{\"values\":" + vector(texts.getFirst()) + "}")
                    + ",\"usageMetadata\":{\"promptTokenCount\":" + tokens(texts) + ",\"totalTokenCount\":"
                    + tokens(texts)
                    + "}}"),
    VERTEX_ONE(
            "use: one",
            "/v1",
            "m",
            "/v1/models/m:embedContent",
            Embedder::contents,
            (body, texts) -> "{\"embedding\":{\"values\":" + vector(texts.getFirst())
                    + "},\"usageMetadata\":{\"promptTokenCount\":" + tokens(texts) + "}}"),
    VERTEX_PREDICT(
            "use: predict",
            "/v1",
            "m",
            "/v1/models/m:predict",
            body -> strings(body.path("instances"), "content"),
            (body, texts) -> "{\"predictions\":["
                    + each(
                            texts,
                            (i, text) -> "{\"embeddings\":{\"values\":" + vector(text)
                                    + ",\"statistics\":{\"truncated\":false,\"token_count\":" + text.length() + "}}}")
                    + "]}"),
    COHERE(
            "dialect: cohere",
            "/v2",
            "m",
            "/v2/embed",
            body -> strings(body.path("texts")),
            (body, texts) -> "{\"id\":\"1\",\"texts\":[],\"embeddings\":{\"float\":["
                    + each(texts, (i, text) -> vector(text)) + "]},\"meta\":{\"billed_units\":{\"input_tokens\":"
                    + tokens(texts)
                    + "}},\"response_type\":\"embeddings_by_type\"}"),
    OLLAMA(
            "dialect: ollama",
            "",
            "m",
            "/api/embed",
            body -> strings(body.path("input")),
            (body, texts) -> "{\"model\":\"m\",\"embeddings\":[" + each(texts, (i, text) -> vector(text))
                    + "],\"total_duration\":5,\"prompt_eval_count\":" + tokens(texts) + "}"),
    TITAN(
            "dialect: bedrock",
            "",
            "amazon.titan-embed-text-v2:0",
            "/model/amazon.titan-embed-text-v2%3A0/invoke",
            body -> List.of(body.path("inputText").asString()),
            (body, texts) ->
                    "{\"embedding\":" + vector(texts.getFirst()) + ",\"inputTextTokenCount\":" + tokens(texts) + "}"),
    NOVA(
            "dialect: bedrock",
            "",
            "amazon.nova-2-multimodal-embeddings-v1:0",
            "/model/amazon.nova-2-multimodal-embeddings-v1%3A0/invoke",
            body -> List.of(body.path("singleEmbeddingParams")
                    .path("text")
                    .path("value")
                    .asString()),
            (body, texts) ->
                    "{\"embeddings\":[{\"embeddingType\":\"TEXT\",\"embedding\":" + vector(texts.getFirst()) + "}]}"),
    BEDROCK_COHERE(
            "dialect: bedrock",
            "",
            "cohere.embed-v4:0",
            "/model/cohere.embed-v4%3A0/invoke",
            body -> strings(body.path("texts")),
            (body, texts) -> "{\"id\":\"1\",\"embeddings\":{\"float\":[" + each(texts, (i, text) -> vector(text))
                    + "]},\"texts\":[],\"response_type\":\"embeddings_by_type\"}");

    private static final String COUNT = "x-amzn-bedrock-input-token-count";

    private final String settings;
    private final String base;
    final String model;
    final String path;
    private final Function<JsonNode, List<String>> inputs;
    private final BiFunction<JsonNode, List<String>, String> answer;

    Embedder(
            String settings,
            String base,
            String model,
            String path,
            Function<JsonNode, List<String>> inputs,
            BiFunction<JsonNode, List<String>, String> answer) {
        this.settings = settings;
        this.base = base;
        this.model = model;
        this.path = path;
        this.inputs = inputs;
        this.answer = answer;
    }

    /** Its configuration as provider {@code sim} at that address. */
    String provider(String url) {
        return "catalog:\n"
                + "  one: { url: \"http://127.0.0.1:9/v1\", auth: bearer, dialects: [\"gemini"
                + " embed=/models/{model}:embedContent +embed=one\"] }\n"
                + "  predict: { url: \"http://127.0.0.1:9/v1\", auth: bearer, dialects: [\"gemini"
                + " embed=/models/{model}:predict +embed=predict\"] }\n"
                + "providers:\n  sim: { " + settings + ", url: \"" + url + base + "\", key: sk-provider }\n";
    }

    /** Answers whatever it is asked. */
    Script answers() {
        return Script.asked(request -> {
            List<String> texts = texts(request);
            Answer whole = Script.json(200, answer.apply(request.json(), texts));
            return name().equals("NOVA") || name().equals("BEDROCK_COHERE")
                    ? whole.header(COUNT, Long.toString(tokens(texts)))
                    : whole;
        });
    }

    /** What a request asks vectors for. */
    List<String> texts(ReceivedRequest request) {
        return inputs.apply(request.json());
    }

    /** The vector of a text. */
    static String vector(String text) {
        return "[" + text.length() + ",0.5]";
    }

    /** What those texts are counted as. */
    static long tokens(List<String> texts) {
        return texts.stream().mapToLong(String::length).sum();
    }

    private static List<String> contents(JsonNode body) {
        List<String> texts = new ArrayList<>();
        if (body.has("requests")) {
            body.path("requests").forEach(request -> texts.addAll(contents(request)));
        } else {
            texts.add(body.path("content").path("parts").path(0).path("text").asString());
        }
        return texts;
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        if (list.isString()) {
            strings.add(list.asString());
        }
        list.forEach(one -> strings.add(one.asString()));
        return strings;
    }

    private static List<String> strings(JsonNode list, String field) {
        List<String> strings = new ArrayList<>();
        list.forEach(one -> strings.add(one.path(field).asString()));
        return strings;
    }

    private static String each(List<String> texts, BiFunction<Integer, String, String> one) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            all.add(one.apply(i, texts.get(i)));
        }
        return all.stream().collect(Collectors.joining(","));
    }
}
