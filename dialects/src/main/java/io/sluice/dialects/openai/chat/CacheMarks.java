package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Marks of what is to be cached: OpenAI's {@code prompt_cache_breakpoint} and the {@code cache_control} that OpenRouter
 * and others take over from Anthropic.
 */
final class CacheMarks {
    static final String BREAKPOINT = "prompt_cache_breakpoint";
    static final String CONTROL = "cache_control";

    private CacheMarks() {}

    /** What an object carries besides what was taken of it. */
    static Notes notes(ObjectView view) {
        return notes(view, Map.of());
    }

    /** The same with more fields of an object inside it. */
    static Notes notes(ObjectView view, Map<String, String> inner) {
        CacheMark mark = mark(view);
        Map<String, String> rest = view.rest();
        rest.putAll(inner);
        Notes notes = Notes.of(Extras.of(ChatRequestReader.ID, rest));
        return mark == null ? notes : notes.cached(mark);
    }

    private static @Nullable CacheMark mark(ObjectView view) {
        JsonReader control = view.take(CONTROL, Kind.OBJECT);
        if (control != null) {
            return ObjectView.of(control).text("ttl").equals("1h") ? CacheMark.HOUR : CacheMark.SHORT;
        }
        return view.take(BREAKPOINT, Kind.OBJECT) == null ? null : CacheMark.SHORT;
    }

    /** How a mark is written as the field of that name. */
    static String written(String field, CacheMark mark) {
        if (field.equals(BREAKPOINT)) {
            return "{\"mode\":\"explicit\"}";
        }
        return switch (mark) {
            case SHORT -> "{\"type\":\"ephemeral\"}";
            case HOUR -> "{\"type\":\"ephemeral\",\"ttl\":\"1h\"}";
        };
    }
}
