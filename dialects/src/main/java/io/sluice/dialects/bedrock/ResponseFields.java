package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import java.util.List;

/**
 * What the model itself said beside its answer, as far as it was asked for ({@code additionalModelResponseFieldPaths}):
 * Claude tells the stop sequence there, whole at the top and in streams under {@code delta}.
 */
final class ResponseFields {
    static final String NAME = "additionalModelResponseFields";

    private static final String STOP_SEQUENCE = "stop_sequence";

    private ResponseFields() {}

    static void read(Bytes json, List<Placed> events) {
        Members fields = Members.of(json);
        Members delta = Members.of(fields.take("delta"));
        String stop = fields.text(STOP_SEQUENCE);
        String stopInDelta = delta.text(STOP_SEQUENCE);
        String sequence = stop.isEmpty() ? stopInDelta : stop;
        fields.take(STOP_SEQUENCE);
        delta.take(STOP_SEQUENCE);
        if (!sequence.isEmpty()) {
            events.add(Placed.fixed(new Event.StopSequenceSeen(0, sequence)));
        }
        if (!fields.isEmpty() || !delta.isEmpty()) {
            events.add(Placed.fixed(new Event.Noted(-1, BedrockConverse.ID, NAME, Values.raw(json))));
        }
    }

    /** What names a stop sequence. */
    static String stoppedBy(String sequence) {
        return "{\"" + STOP_SEQUENCE + "\":" + Texts.quoted(sequence) + "}";
    }
}
