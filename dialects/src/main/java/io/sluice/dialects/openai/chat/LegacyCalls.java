package io.sluice.dialects.openai.chat;

import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.Tools;
import java.util.Map;

/**
 * The mark of functions a caller gave, called or answered in the form that came before tools: a caller who speaks it
 * wants it spoken back. It is extras of a dialect of its own without any field, so nobody counts it as lost.
 */
final class LegacyCalls {
    private static final String DIALECT = "openai-chat/functions";

    private LegacyCalls() {}

    static Notes notes(Map<String, String> fields) {
        return new Notes(null, new Extras(DIALECT, fields));
    }

    static boolean marked(Notes notes) {
        return notes.extras().dialect().equals(DIALECT);
    }

    /** Whether the caller gave its tools in that form. */
    static boolean spoken(Tools tools) {
        return tools.list().stream().anyMatch(tool -> tool instanceof Tool.Function && marked(tool.notes()));
    }
}
