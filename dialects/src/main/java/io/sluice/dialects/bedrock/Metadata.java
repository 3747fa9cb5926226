package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import java.util.List;

/** What an answer says of itself: usage, how long it took, what a guardrail did. */
final class Metadata {
    private Metadata() {}

    /** The usage that stands there. */
    static void usage(Span span, Bytes json, List<Placed> events) {
        UsageFigures figures = UsageFigures.read(span.of(json));
        if (figures.usage() != null) {
            events.add(span.says(new Event.UsageSeen(figures.usage())));
        }
        figures.beyond()
                .forEach((name, value) ->
                        events.add(Placed.fixed(new Event.Noted(-1, BedrockConverse.ID, name, value))));
    }

    /** A field nobody else has. */
    static void note(String name, Bytes value, List<Placed> events) {
        if (Values.kind(value) != Kind.NULL) {
            String kept = name.equals("metrics") ? Spelling.METRICS : name;
            events.add(Placed.fixed(new Event.Noted(-1, BedrockConverse.ID, kept, Values.raw(value))));
        }
    }
}
