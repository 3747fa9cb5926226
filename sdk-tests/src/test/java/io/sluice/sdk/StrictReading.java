package io.sluice.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.genai.JsonSerializable;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Reads answers and events into the official clients' own types, more strictly than the clients do: a member that is
 * missing, mistyped, of an unknown kind or - for Google and Amazon, whose types have no room for others - unknown is a
 * fault.
 */
final class StrictReading {
    private static final ObjectMapper OPENAI = com.openai.core.ObjectMappers.jsonMapper();
    private static final ObjectMapper ANTHROPIC = com.anthropic.core.ObjectMappers.jsonMapper();
    private static final ObjectMapper GOOGLE =
            JsonSerializable.objectMapper().copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private StrictReading() {}

    /** What is wrong with a whole answer of a dialect; nothing where the list is empty. */
    static List<String> answer(Upstream dialect, byte[] answer) {
        return faults(() -> {
            switch (dialect) {
                case CHAT -> OPENAI.readValue(answer, ChatCompletion.class).validate();
                case RESPONSES -> OPENAI.readValue(answer, Response.class).validate();
                case ANTHROPIC -> ANTHROPIC.readValue(answer, Message.class).validate();
                case GEMINI -> google(answer);
                case BEDROCK -> ConverseShapes.answer(GOOGLE.readTree(answer));
            }
        });
    }

    /** What is wrong with the first event of a stream that is not as it should be; nothing where the list is empty. */
    static List<String> stream(Upstream dialect, byte[] stream) {
        return faults(() -> {
            if (dialect == Upstream.BEDROCK) {
                ConverseShapes.stream(stream);
                return;
            }
            for (String data : events(stream)) {
                event(dialect, data);
            }
        });
    }

    private static void event(Upstream dialect, String data) throws IOException {
        JsonNode json = GOOGLE.readTree(data);
        if (json.has("error") || json.path("type").asText("").equals("error")) {
            // Errors have no type in the clients: they are thrown.
            return;
        }
        if (json.at("/response/error").isObject()) {
            // By the specification the code is any text, and the provider's own says more than one of OpenAI's would.
            return;
        }
        switch (dialect) {
            case CHAT -> OPENAI.readValue(data, ChatCompletionChunk.class).validate();
            case RESPONSES -> OPENAI.readValue(data, ResponseStreamEvent.class).validate();
            case ANTHROPIC ->
                ANTHROPIC.readValue(data, RawMessageStreamEvent.class).validate();
            case GEMINI -> google(data.getBytes(UTF_8));
            case BEDROCK -> throw new IllegalArgumentException("its events are no text");
        }
    }

    private static void google(byte[] answer) throws IOException {
        GenerateContentResponse read = GOOGLE.readValue(answer, GenerateContentResponse.class);
        read.candidates().orElse(List.of()).stream()
                .flatMap(candidate -> candidate.finishReason().stream())
                .filter(reason -> reason.knownEnum() == FinishReason.Known.FINISH_REASON_UNSPECIFIED)
                .forEach(reason -> {
                    throw new IllegalArgumentException("finishes for the unknown reason " + reason);
                });
    }

    private static List<String> events(byte[] stream) {
        return Arrays.stream(new String(stream, UTF_8).split("\r?\n"))
                .filter(line -> line.startsWith("data: ") && !line.equals("data: [DONE]"))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    private interface Read {
        void run() throws Exception;
    }

    private static List<String> faults(Read read) {
        try {
            read.run();
            return List.of();
        } catch (Exception fault) {
            return List.of(fault.toString());
        }
    }
}
