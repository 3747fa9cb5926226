package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;

/** Looks one stream event over for what the tally wants; reads no text it does not have to. */
final class Glance {
    private final Tally tally;
    private boolean noChoices;
    private boolean usage;

    Glance(Tally tally) {
        this.tally = tally;
    }

    /** Reads the event the reader stands before: whether it is the usage chunk, that says nothing else. */
    boolean isUsageOnly(JsonReader json) {
        noChoices = false;
        usage = false;
        boolean erred = tally.error() != null;
        if (json.enter(Kind.OBJECT)) {
            while (json.more()) {
                member(json.name(), json);
            }
        }
        return noChoices && usage && erred == (tally.error() != null);
    }

    private void member(String name, JsonReader json) {
        switch (name) {
            case "choices" -> choices(json);
            case "usage" -> {
                usage = json.peek() == Kind.OBJECT;
                tally.usage(json);
            }
            case "x_groq" -> extension(json);
            case "error" -> tally.error(ErrorReader.value(json, 0));
            // Writer's legacy completions stream {"value":"text"} and nothing else.
            case "value" -> substance(json);
            default -> json.skip();
        }
    }

    private void extension(JsonReader json) {
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            switch (json.name()) {
                case "usage" -> tally.usage(json);
                case "error" -> tally.error(ErrorReader.value(json, 0));
                default -> json.skip();
            }
        }
    }

    private void choices(JsonReader json) {
        if (!json.enter(Kind.ARRAY)) {
            return;
        }
        noChoices = true;
        while (json.more()) {
            noChoices = false;
            choice(json);
        }
    }

    private void choice(JsonReader json) {
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        int index = 0;
        String reason = "";
        while (json.more()) {
            switch (json.name()) {
                case "index" -> index = Numbers.small(json);
                case "finish_reason" -> reason = json.stringOrEmpty();
                case "delta", "message" -> delta(json);
                case "text" -> substance(json);
                default -> json.skip();
            }
        }
        if (!reason.isEmpty()) {
            tally.finished(index, reason);
        }
    }

    private void delta(JsonReader json) {
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            switch (json.name()) {
                case "content",
                        "reasoning",
                        "reasoning_content",
                        "reasoning_details",
                        "refusal",
                        "tool_calls",
                        "function_call",
                        "audio" -> substance(json);
                default -> json.skip();
            }
        }
    }

    /** A text or list that is not empty; an object with a text in it that is not (Snowflake sends empty ones). */
    private void substance(JsonReader json) {
        boolean some = false;
        switch (json.peek()) {
            case STRING -> some = !json.string().isEmpty();
            case ARRAY -> {
                int start = json.position();
                json.skip();
                some = json.offset() - start > 2;
            }
            case OBJECT -> {
                json.enter(Kind.OBJECT);
                while (json.more()) {
                    json.name();
                    some |= !json.stringOrEmpty().isEmpty();
                }
            }
            case NUMBER, TRUE, FALSE, NULL -> json.skip();
        }
        if (some) {
            tally.content();
        }
    }
}
