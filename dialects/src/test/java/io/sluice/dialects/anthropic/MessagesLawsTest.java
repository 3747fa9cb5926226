package io.sluice.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.Sending;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Orderly;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Unfolding;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written is read back equal, for thousands of made-up conversations and answers. */
class MessagesLawsTest {
    private static final int ROUNDS = 2_000;

    @Test
    void aConversationWrittenIsReadBackEqual() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Conversation made = new MadeUp(new Seeded(seed)).conversation();
            Outgoing written = Asks.DIALECT.codec().writeRequest(made, new Sending("m", null, Quirks.NONE));
            assertThat(written.losses()).as("seed %d", seed).isEmpty();
            assertThat(Asks.read(Asks.string(written.body())))
                    .as("seed %d", seed)
                    .isEqualTo(made);
        }
    }

    @Test
    void anAnswerWrittenIsReadBackEqualWholeAndStreamed() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Answer made = new MadeUp(new Seeded(seed)).answer();
            Losses losses = new Losses();
            Asked asked = Asks.asked(Tools.NONE, losses);
            byte[] whole = Asks.DIALECT.codec().writeAnswer(made, asked);
            assertThat(Asks.DIALECT.codec().readAnswer(Bytes.of(whole), Quirks.NONE))
                    .as("seed %d", seed)
                    .isEqualTo(made);
            assertThat(streamed(made, asked, new Seeded(seed)))
                    .as("seed %d", seed)
                    .isEqualTo(made);
            assertThat(losses.all()).as("seed %d", seed).isEmpty();
        }
    }

    private static Answer streamed(Answer answer, Asked asked, Seeded seeded) {
        StreamWriter writer = Asks.DIALECT.codec().streamWriter(asked);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Orderly.of(Unfolding.of(answer)).forEach(event -> out.writeBytes(writer.write(event)));
        out.writeBytes(writer.end(null));
        EventReader reader = Asks.DIALECT.eventReader(Terms.untouched(Operation.CHAT));
        List<Event> events = new ArrayList<>();
        for (Bytes piece : seeded.pieces(out.toByteArray())) {
            assertThat(reader.feed(piece, chunk -> events.addAll(chunk.events())))
                    .isNull();
        }
        reader.end(true, chunk -> events.addAll(chunk.events()));
        return Folding.of(events);
    }
}
