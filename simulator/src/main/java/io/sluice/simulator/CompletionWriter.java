package io.sluice.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes OpenAI's legacy text completions, whole or as a stream. */
final class CompletionWriter {

    private CompletionWriter() {}

    static Answer answer(ChatRequest request, Chat chat) {
        ObjectNode usage = request.usage(chat).json();
        if (!request.stream()) {
            ObjectNode whole = envelope(request);
            for (int index = 0; index < request.choices(); index++) {
                choice(whole, index, chat.text()).put("finish_reason", chat.finish());
            }
            whole.set("usage", usage);
            return Script.json(200, whole.toString());
        }
        List<String> events = new ArrayList<>();
        for (String word : chat.words()) {
            for (int index = 0; index < request.choices(); index++) {
                events.add(event(request, index, word, null));
            }
        }
        for (int index = 0; index < request.choices(); index++) {
            events.add(event(request, index, "", chat.finish()));
        }
        if (request.includesUsage()) {
            ObjectNode last = envelope(request);
            last.set("usage", usage);
            events.add(last.toString());
        }
        events.add("[DONE]");
        return Script.sse(events).pause(chat.pause());
    }

    private static String event(ChatRequest request, int index, String text, @Nullable String finish) {
        ObjectNode event = envelope(request);
        choice(event, index, text).put("finish_reason", finish);
        return event.toString();
    }

    private static ObjectNode choice(ObjectNode answer, int index, String text) {
        return answer.withArray("choices")
                .addObject()
                .put("text", text)
                .put("index", index)
                .putNull("logprobs");
    }

    private static ObjectNode envelope(ChatRequest request) {
        ObjectNode envelope = Json.object()
                .put("id", request.id("cmpl-"))
                .put("object", "text_completion")
                .put("created", request.created())
                .put("model", request.model());
        envelope.putArray("choices");
        return envelope;
    }
}
