package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import org.jspecify.annotations.Nullable;

/**
 * Reads errors in the shapes seen behind OpenAI-compatible endpoints: OpenAI's object, a bare text (HuggingFace, Ollama),
 * code and text side by side (xAI), Mistral's flat object, {@code detail} (Mistral, Voyage), numeric codes (OpenRouter).
 */
public final class ErrorReader {
    private @Nullable String code;
    private @Nullable String type;
    private @Nullable String param;
    private String message = "";
    private int status;

    private ErrorReader() {}

    /** The value of an {@code error} member; null where it says there is none. */
    public static @Nullable ErrorFacts value(JsonReader json, int status) {
        ErrorReader error = new ErrorReader();
        return switch (json.peek()) {
            case OBJECT -> {
                error.members(json);
                yield error.facts(status);
            }
            case STRING -> {
                error.message = json.string();
                yield error.message.isEmpty() ? null : error.facts(status);
            }
            case NULL, FALSE -> {
                json.skip();
                yield null;
            }
            case ARRAY, NUMBER, TRUE -> {
                error.message = json.raw();
                yield error.facts(status);
            }
        };
    }

    /** A whole body that is an error, its {@code error} member or itself. */
    static ErrorFacts body(JsonReader json, int status) {
        ErrorReader error = new ErrorReader();
        if (json.peek() == Kind.OBJECT) {
            error.members(json);
        } else {
            error.message = json.raw();
        }
        return error.facts(status);
    }

    private void members(JsonReader json) {
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            String name = json.name();
            Kind kind = json.peek();
            switch (name) {
                case "error" -> {
                    if (kind == Kind.OBJECT) {
                        members(json);
                    } else {
                        message = text(json);
                    }
                }
                case "message", "detail" -> message = text(json);
                case "code" -> code(text(json), kind);
                case "type" -> type = text(json);
                case "param" -> param = kind == Kind.NULL ? skipped(json) : text(json);
                case "status_code", "raw_status_code", "status" -> status(text(json));
                default -> json.skip();
            }
        }
    }

    private void code(String written, Kind kind) {
        if (kind != Kind.NULL) {
            code = written;
            status(written);
        }
    }

    private void status(String written) {
        if (written.length() == 3 && (written.charAt(0) == '4' || written.charAt(0) == '5')) {
            for (int i = 1; i < 3; i++) {
                if (!Character.isDigit(written.charAt(i))) {
                    return;
                }
            }
            status = Integer.parseInt(written);
        }
    }

    private ErrorFacts facts(int known) {
        int best = known != 0 ? known : status != 0 ? status : byWord();
        return new ErrorFacts(best, code, message, type, param);
    }

    private int byWord() {
        String words = code + " " + type;
        if (words.contains("rate_limit") || words.contains("insufficient_quota")) {
            return 429;
        }
        if (words.contains("invalid_request") || words.contains("context_length")) {
            return 400;
        }
        return words.contains("overloaded") || words.contains("unavailable") ? 503 : 502;
    }

    private static String text(JsonReader json) {
        return json.peek() == Kind.STRING ? json.string() : json.raw();
    }

    private static @Nullable String skipped(JsonReader json) {
        json.skip();
        return null;
    }
}
