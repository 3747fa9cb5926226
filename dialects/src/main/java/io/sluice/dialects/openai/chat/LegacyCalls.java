package io.sluice.dialects.openai.chat;

import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.Tools;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mark of functions a caller gave, called or answered in the form that came before tools: a caller who speaks it
 * wants it spoken back.
 */
final class LegacyCalls {
    private static final String MARK = Extras.SPELLING + "functions";

    private LegacyCalls() {}

    static Notes notes(Map<String, String> fields) {
        Map<String, String> marked = new LinkedHashMap<>(fields);
        marked.put(MARK, "true");
        return Notes.of(Extras.of(ChatRequestReader.ID, marked));
    }

    static boolean marked(Notes notes) {
        return notes.extras().field(ChatRequestReader.ID, MARK) != null;
    }

    /** Whether the caller gave its tools in that form. */
    static boolean spoken(Tools tools) {
        return tools.list().stream().anyMatch(tool -> tool instanceof Tool.Function && marked(tool.notes()));
    }
}
