package io.sluice.dialects.cohere;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import org.jspecify.annotations.Nullable;

/** Reads a whole answer: what was thought and said, the plan before the calls, the calls. */
final class CohereAnswer {
    private final Bytes body;
    private final CohereEvents events = new CohereEvents();

    CohereAnswer(Bytes body) {
        this.body = body;
    }

    Chunk chunk() {
        ObjectView answer = ObjectView.of(new JsonReader(body, 0));
        events.add(new Event.Started(answer.text("id"), ""));
        ObjectView message = answer.object("message");
        content(message.take("content"));
        JsonReader plan = message.take("tool_plan", Kind.STRING);
        if (plan != null && !plan.copy().string().isEmpty()) {
            events.said(events.block("plan", new Opening.Text()), plan, false);
            events.end("plan");
        }
        calls(message.take("tool_calls", Kind.ARRAY));
        JsonReader citations = message.take("citations", Kind.ARRAY);
        if (citations != null && citations.enter(Kind.ARRAY)) {
            while (citations.more()) {
                events.cite(citations);
            }
        }
        events.ended(answer);
        answer.rest().forEach(events::note);
        return Chunk.read(body, events.taken(0));
    }

    private void content(@Nullable JsonReader content) {
        if (content == null || !content.enter(Kind.ARRAY)) {
            return;
        }
        for (int i = 0; content.more(); i++) {
            ObjectView part = ObjectView.of(content);
            boolean thinking = part.text("type").equals("thinking");
            JsonReader said = part.take(thinking ? "thinking" : "text", Kind.STRING);
            if (said != null) {
                Opening opening = thinking ? new Opening.Thinking() : new Opening.Text();
                events.said(events.block("content " + i, opening), said, thinking);
                events.end("content " + i);
            }
        }
    }

    private void calls(@Nullable JsonReader calls) {
        if (calls == null || !calls.enter(Kind.ARRAY)) {
            return;
        }
        for (int i = 0; calls.more(); i++) {
            ObjectView call = ObjectView.of(calls);
            ObjectView function = call.object("function");
            Opening opening = new Opening.ToolCall(call.text("id"), function.text("name"));
            int block = events.block("call " + i, opening);
            JsonReader arguments = function.take("arguments", Kind.STRING);
            if (arguments != null) {
                events.arguments(block, arguments);
            }
            events.end("call " + i);
        }
    }
}
