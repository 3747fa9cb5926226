package io.sluice.dialects.crossing;

import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Sending;
import java.util.List;
import java.util.Set;

/** Models that a conversation may be sent to, a few of each dialect's kinds. */
final class Targets {
    private static final ModelFacts NEWEST = new ModelFacts(
            64_000L, Set.of("adaptive_thinking", "effort=low/medium/high/max", "no_effort_none", "json_schema"));
    private static final ModelFacts STERN = new ModelFacts(
            64_000L, Set.of("no_sampling_params", "effort=low/high", "budget=1024..8000", "mid_conversation_system"));

    private Targets() {}

    /** The usual one first. */
    static List<Sending> of(Spoken to) {
        return List.of(
                sending(usual(to), ModelFacts.UNKNOWN),
                sending("m", ModelFacts.UNKNOWN),
                sending(usual(to), NEWEST),
                sending(usual(to), STERN));
    }

    static Sending usually(Spoken to) {
        return sending(usual(to), ModelFacts.UNKNOWN);
    }

    private static Sending sending(String model, ModelFacts facts) {
        return new Sending(model, null, Quirks.NONE, facts);
    }

    private static String usual(Spoken to) {
        return switch (to) {
            case CHAT, RESPONSES -> "gpt-5";
            case ANTHROPIC -> "claude-sonnet-4-5";
            case GEMINI -> "gemini-3-pro-preview";
            case BEDROCK -> "anthropic.claude-sonnet-4-5-20250929-v1:0";
        };
    }
}
