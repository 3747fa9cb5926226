package io.sluice.dialects.ollama;

import io.sluice.dialects.Observed;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import org.jspecify.annotations.Nullable;

/** What an answer has said so far of the things the gateway records. */
final class Tally implements Observed {
    private @Nullable Usage usage;
    private boolean usageImplausible;
    private @Nullable String finishReason;
    private @Nullable ErrorFacts error;
    private boolean contentSeen;
    private boolean done;

    /** Takes one line, or a whole answer. */
    void take(Bytes object) {
        Figures figures = new Figures();
        JsonReader json = new JsonReader(object, 0);
        json.enter(Kind.OBJECT);
        String reason = "";
        while (json.more()) {
            switch (json.name()) {
                case "message" -> message(json);
                case "done" -> done |= json.raw().equals("true");
                case "done_reason" -> reason = json.stringOrEmpty();
                case "prompt_eval_count" -> figures.input(json.raw());
                case "eval_count" -> figures.output(json.raw());
                case "error" -> error = OllamaErrors.value(json);
                default -> json.skip();
            }
        }
        usageImplausible |= figures.implausible();
        usage = figures.usage() == null ? usage : figures.usage();
        if (done && finishReason == null) {
            finishReason = reason.isEmpty() ? DoneWords.USUAL : reason;
        }
    }

    private void message(JsonReader json) {
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            String name = json.name();
            boolean text = name.equals("content") || name.equals("thinking");
            contentSeen |= text && !json.copy().stringOrEmpty().isEmpty();
            contentSeen |= name.equals("tool_calls") && json.peek() == Kind.ARRAY;
            json.skip();
        }
    }

    boolean isDone() {
        return done;
    }

    @Override
    public @Nullable Usage usage() {
        return usageImplausible ? null : usage;
    }

    @Override
    public boolean usageImplausible() {
        return usageImplausible;
    }

    @Override
    public @Nullable String finishReason() {
        return finishReason;
    }

    @Override
    public @Nullable ErrorFacts error() {
        return error;
    }

    @Override
    public boolean contentSeen() {
        return contentSeen;
    }
}
