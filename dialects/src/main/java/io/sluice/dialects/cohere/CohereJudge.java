package io.sluice.dialects.cohere;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.sse.EventJudge;
import org.jspecify.annotations.Nullable;

/** Watches a stream's events: {@code message-end} is the last that matters, a {@code [DONE]} after it says nothing more. */
final class CohereJudge extends CohereObserved implements EventJudge {
    @Override
    public Verdict judge(String name, Bytes data) {
        if (data.length() == 0 || data.at(0) != '{') {
            return Verdict.PASS;
        }
        ObjectView event = ObjectView.of(new JsonReader(data, 0));
        String type = event.text("type");
        switch (type) {
            case "content-delta", "tool-plan-delta", "tool-call-start", "tool-call-delta" -> content();
            case "message-end" -> {
                ObjectView delta = event.object("delta");
                JsonReader usage = delta.take("usage", Kind.OBJECT);
                if (usage != null) {
                    usage(usage);
                }
                finished(delta.text("finish_reason"), delta.text("error_type"), delta.text("error"));
                return Verdict.LAST;
            }
            case "" -> {
                String message = event.text("message");
                error(message.isEmpty() ? null : ErrorFacts.of(502, "upstream_error", message));
            }
            default -> {}
        }
        return Verdict.PASS;
    }

    @Override
    public @Nullable Span model() {
        return null;
    }

    @Override
    public boolean wholeWithoutMark() {
        return false;
    }
}
