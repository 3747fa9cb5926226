package io.sluice.dialects.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.Terms;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Unfolding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written is read back equal, of whatever Gemini can say. */
class GeminiLawsTest {
    private static final int ROUNDS = 2_000;

    @Test
    void aConversationWrittenAndReadIsTheSame() {
        Invented invented = new Invented(new Seeded(61));
        for (int i = 0; i < ROUNDS; i++) {
            Conversation conversation = invented.conversation();
            Outgoing outgoing = Told.request(conversation, "m");
            assertThat(outgoing.losses()).as(Told.text(outgoing)).isEmpty();
            assertThat(Told.conversation("m", outgoing.body()))
                    .as(Told.text(outgoing))
                    .isEqualTo(conversation);
        }
    }

    @Test
    void anAnswerWrittenAndReadIsTheSame() {
        Invented invented = new Invented(new Seeded(62));
        for (int i = 0; i < ROUNDS; i++) {
            Answer answer = invented.answer();
            Asked asked = Told.asked("r1", "m");
            String written = new String(Told.DIALECT.codec().writeAnswer(answer, asked), UTF_8);
            assertThat(asked.losses().all()).as(written).isEmpty();
            assertThat(uncounted(Told.answer(written))).as(written).isEqualTo(answer);
        }
    }

    @Test
    void anAnswerStreamedAndReadIsTheSameInEitherFormAndHoweverItIsCut() {
        Seeded seeded = new Seeded(63);
        Invented invented = new Invented(seeded);
        for (int i = 0; i < ROUNDS; i++) {
            Answer answer = invented.answer();
            List<Event> events = Unfolding.of(answer);
            StreamForm form = seeded.often() ? StreamForm.SSE : StreamForm.ARRAY;
            Asked asked = Told.asked("r1", "m");
            byte[] stream = Told.stream(events, asked, form);
            assertThat(asked.losses().all()).isEmpty();
            assertThat(uncounted(onOneLine(Told.streamed(stream))))
                    .as(new String(stream, UTF_8))
                    .isEqualTo(onOneLine(answer));
            Relayed cut =
                    Relayed.pieces(Told.DIALECT.streamRelay(Terms.untouched(Operation.CHAT)), seeded.pieces(stream));
            assertThat(cut.bytes()).isEqualTo(stream);
            assertThat(cut.end).isEqualTo(StreamEnd.WHOLE);
        }
    }

    @Test
    void whateverACallerSendsIsUnderstoodOrRefusedAndNeverThrows() {
        Seeded seeded = new Seeded(64);
        Invented invented = new Invented(seeded);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] damaged =
                    seeded.damaged(Told.request(invented.conversation(), "m").body());
            if (isJson(damaged) && Told.isAccepted(damaged)) {
                refused += Told.understanding("m", damaged) instanceof Understanding.Refused ? 1 : 0;
            }
        }
        for (String value : List.of("5", "\"x\"", "[]", "[5]", "{}", "[{}]", "[[]]", "true", "{\"parts\":5}")) {
            for (String field : List.of("contents", "systemInstruction", "tools", "toolConfig", "generationConfig")) {
                String request = "{\"contents\":[],\"" + field + "\":" + value + "}";
                if (!field.equals("contents")) {
                    Told.understanding("m", request.getBytes(UTF_8));
                }
                Told.understanding("m", ("{\"contents\":" + value + "}").getBytes(UTF_8));
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void whateverAProviderAnswersIsReadSomehow() {
        Seeded seeded = new Seeded(65);
        Invented invented = new Invented(seeded);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] damaged = seeded.damaged(Told.DIALECT.codec().writeAnswer(invented.answer(), Told.asked("r1", "m")));
            if (isJson(damaged)) {
                Answer answer = Told.answer(new String(damaged, UTF_8));
                assertThat(Folding.of(Unfolding.of(answer)).choices()).hasSameSizeAs(answer.choices());
                assertThat(Told.DIALECT.fold(Told.DIALECT.unfold(Bytes.of(damaged))))
                        .isEqualTo(damaged);
            }
        }
    }

    /** How Gemini divides the counts is told besides, where audio or images are in them. */
    private static Answer uncounted(Answer answer) {
        Map<String, String> fields = new HashMap<>(answer.extras().fields());
        fields.remove(AnswerWriter.COUNTS);
        return new Answer(
                answer.id(),
                answer.model(),
                answer.choices(),
                answer.usage(),
                answer.error(),
                Extras.of(GeminiGenerate.ID, fields));
    }

    /** Line breaks between tokens cannot stand in an event. */
    private static Answer onOneLine(Answer answer) {
        List<Answer.Choice> choices = answer.choices().stream()
                .map(choice -> new Answer.Choice(
                        choice.index(),
                        choice.blocks().stream().map(GeminiLawsTest::onOneLine).toList(),
                        choice.reason(),
                        choice.word(),
                        choice.stopSequence(),
                        choice.logprobs(),
                        choice.extras()))
                .toList();
        return new Answer(answer.id(), answer.model(), choices, answer.usage(), answer.error(), answer.extras());
    }

    private static Block onOneLine(Block block) {
        return block instanceof Block.ToolCall call
                ? new Block.ToolCall(
                        call.id(),
                        call.name(),
                        call.arguments().replace('\n', ' ').replace('\r', ' '),
                        false,
                        call.seal(),
                        call.notes())
                : block;
    }

    private static boolean isJson(byte[] bytes) {
        return Json.isObject(new String(bytes, UTF_8))
                && new String(bytes, UTF_8).getBytes(UTF_8).length == bytes.length;
    }
}
