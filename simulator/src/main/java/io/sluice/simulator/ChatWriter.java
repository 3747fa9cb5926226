package io.sluice.simulator;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes chat answers as OpenAI's chat completions, whole or as a stream, as the request asks. */
final class ChatWriter {

    private static final int ARGUMENT_PIECE = 12;

    private final ChatRequest request;
    private final Chat chat;
    private final Usage usage;

    private ChatWriter(ChatRequest request, Chat chat) {
        this.request = request;
        this.chat = chat;
        this.usage = chat.usage() == null ? request.usage(chat) : chat.usage();
    }

    static Answer answer(ChatRequest request, Chat chat) {
        ChatWriter writer = new ChatWriter(request, chat);
        return request.stream() ? Script.sse(writer.events()).pause(chat.pause()) : writer.whole();
    }

    private Answer whole() {
        ObjectNode answer = envelope("chat.completion");
        ArrayNode choices = answer.putArray("choices");
        for (int index = 0; index < request.choices(); index++) {
            ObjectNode choice = choices.addObject().put("index", index);
            ObjectNode message = choice.putObject("message").put("role", "assistant");
            if (chat.text().isEmpty()) {
                message.putNull("content");
            } else {
                message.put("content", chat.text());
            }
            message.putNull("refusal");
            if (!chat.tools().isEmpty()) {
                ArrayNode calls = message.putArray("tool_calls");
                for (int call = 0; call < chat.tools().size(); call++) {
                    ToolCall tool = chat.tools().get(call);
                    head(calls.addObject(), index, call).put("arguments", tool.arguments());
                }
            }
            choice.putNull("logprobs").put("finish_reason", chat.finish());
        }
        answer.set("usage", usage.json());
        return Script.json(200, answer.toString());
    }

    private List<String> events() {
        List<String> events = new ArrayList<>();
        everyChoice(events, _ -> delta -> delta.put("role", "assistant").put("content", ""));
        for (String word : chat.words()) {
            everyChoice(events, _ -> delta -> delta.put("content", word));
        }
        for (int call = 0; call < chat.tools().size(); call++) {
            toolEvents(events, call);
        }
        for (int index = 0; index < request.choices(); index++) {
            events.add(chunk(index, Json.object(), chat.finish()));
        }
        if (request.includesUsage()) {
            ObjectNode last = envelope("chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage.json());
            events.add(last.toString());
        }
        events.add("[DONE]");
        return events;
    }

    private void toolEvents(List<String> events, int call) {
        everyChoice(events, index -> delta -> {
            ObjectNode entry = delta.putArray("tool_calls").addObject().put("index", call);
            head(entry, index, call).put("arguments", "");
        });
        String arguments = chat.tools().get(call).arguments();
        int[] letters = arguments.codePoints().toArray();
        for (int at = 0; at < letters.length; at += ARGUMENT_PIECE) {
            String piece = new String(letters, at, Math.min(ARGUMENT_PIECE, letters.length - at));
            everyChoice(events, _ -> delta -> {
                ObjectNode entry = delta.putArray("tool_calls").addObject().put("index", call);
                entry.putObject("function").put("arguments", piece);
            });
        }
    }

    /** Writes id, type and name of a call; gives its function, which wants the arguments. */
    private ObjectNode head(ObjectNode entry, int choice, int call) {
        entry.put("id", request.id("call_") + "_" + choice + "_" + call).put("type", "function");
        return entry.putObject("function").put("name", chat.tools().get(call).name());
    }

    private interface Delta {
        void write(ObjectNode delta);
    }

    private interface Deltas {
        Delta of(int choice);
    }

    private void everyChoice(List<String> events, Deltas deltas) {
        for (int index = 0; index < request.choices(); index++) {
            ObjectNode delta = Json.object();
            deltas.of(index).write(delta);
            events.add(chunk(index, delta, ""));
        }
    }

    private String chunk(int index, ObjectNode delta, String finish) {
        ObjectNode chunk = envelope("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        choice.putNull("logprobs");
        if (finish.isEmpty()) {
            choice.putNull("finish_reason");
        } else {
            choice.put("finish_reason", finish);
        }
        if (request.includesUsage()) {
            chunk.putNull("usage");
        }
        return chunk.toString();
    }

    private ObjectNode envelope(String object) {
        return Json.object()
                .put("id", request.id("chatcmpl-"))
                .put("object", object)
                .put("created", request.created())
                .put("model", request.model())
                .put("system_fingerprint", "fp_simulator");
    }
}
