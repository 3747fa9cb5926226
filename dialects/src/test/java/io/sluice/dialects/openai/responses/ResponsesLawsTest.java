package io.sluice.dialects.openai.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Meaning;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Unfolding;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is written is read again as it was, for all that this dialect can say. */
class ResponsesLawsTest {
    @Test
    void aConversationWrittenReadsAsTheSame() {
        for (int seed = 0; seed < 1_000; seed++) {
            Conversation conversation = new Made(new Seeded(seed)).conversation();
            Outgoing written = Calls.written(conversation);
            String body = new String(written.body(), UTF_8);
            assertThat(written.losses()).as("seed %d", seed).isEmpty();
            byte[] again = Calls.written(Calls.conversation(body)).body();
            assertThat(Meaning.differences(written.body(), again))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(plain(Calls.conversation(body)))
                    .as("seed %d: %s", seed, body)
                    .isEqualTo(plain(conversation));
        }
    }

    /** Turns as one list of roles and blocks: neighbours of one role may be put together; spellings are left out. */
    private static String plain(Conversation conversation) {
        List<String> said = new ArrayList<>();
        conversation.turns().forEach(turn -> turn.blocks().forEach(block -> said.add(turn.role() + " " + block)));
        String spelled = String.join("\n", said)
                .replace("dialect=openai-responses, fields={.begins=true}", "dialect=, fields={}")
                .replace("dialect=openai-responses, fields={.custom=true}", "dialect=, fields={}")
                .replace(".begins=true, ", "")
                .replace(", .begins=true", "");
        return spelled
                + conversation.model()
                + conversation.stream()
                + conversation.tools()
                + conversation.sampling()
                + conversation.reasoning()
                + conversation.format()
                + conversation.user()
                + conversation.metadata()
                + new TreeMap<>(conversation.extras().fields());
    }

    @Test
    void anAnswerWrittenReadsAsTheSameWholeAndStreamed() {
        for (int seed = 0; seed < 1_000; seed++) {
            Answer answer = new Made(new Seeded(seed)).answer();
            Answer whole = Calls.answer(Calls.DIALECT.codec().writeAnswer(answer, Calls.asked(Calls.foreign())));
            Answer streamed = Calls.folded(Calls.streamed(Unfolding.of(answer), Calls.asked(Calls.foreign())));
            assertThat(withoutIds(whole)).as("seed %d", seed).isEqualTo(withoutIds(answer));
            assertThat(streamed.choices()).as("seed %d", seed).isEqualTo(whole.choices());
            assertThat(streamed).as("seed %d", seed).isEqualTo(whole);
        }
    }

    /** Reasoning items get ids of the call where the provider gave none. */
    private static Answer withoutIds(Answer answer) {
        List<Answer.Choice> choices = answer.choices().stream()
                .map(choice -> new Answer.Choice(
                        choice.index(),
                        choice.blocks().stream()
                                .map(ResponsesLawsTest::withoutId)
                                .toList(),
                        choice.reason(),
                        choice.word(),
                        choice.stopSequence(),
                        choice.logprobs(),
                        choice.extras()))
                .toList();
        return new Answer("", "", choices, answer.usage(), answer.error(), Extras.NONE);
    }

    private static Block withoutId(Block block) {
        return switch (block) {
            case Block.Thinking thinking -> new Block.Thinking(thinking.text(), thinking.seal(), "", thinking.notes());
            case Block.HiddenThinking hidden -> new Block.HiddenThinking(hidden.seal(), "", hidden.notes());
            default -> block;
        };
    }
}
