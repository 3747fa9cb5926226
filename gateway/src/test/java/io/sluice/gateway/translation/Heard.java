package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.EventReader;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Folding;
import java.util.ArrayList;
import java.util.List;

/** What a caller understands of the answer he got. */
public final class Heard {
    private Heard() {}

    /** A whole answer. */
    public static Answer whole(Speaker caller, byte[] body) {
        return caller.dialect().codec().readAnswer(Bytes.of(body), Quirks.NONE);
    }

    /** A stream that must have come to its end. */
    public static Answer streamed(Speaker caller, byte[] body) {
        EventReader reader = caller.dialect().eventReader(Terms.untouched(Operation.CHAT));
        List<Event> events = new ArrayList<>();
        assertThat(reader.feed(Bytes.of(body), chunk -> events.addAll(chunk.events())))
                .isNull();
        assertThat(reader.end(true, (Chunk chunk) -> events.addAll(chunk.events())))
                .isEqualTo(StreamEnd.WHOLE);
        return Folding.of(events);
    }

    /** The text of an answer. */
    public static String text(Answer answer) {
        StringBuilder text = new StringBuilder();
        for (Block block : answer.choices().getFirst().blocks()) {
            if (block instanceof Block.Text part) {
                text.append(part.text());
            }
        }
        return text.toString();
    }
}
