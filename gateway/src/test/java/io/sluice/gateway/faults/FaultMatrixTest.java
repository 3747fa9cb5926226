package io.sluice.gateway.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.EventReader;
import io.sluice.dialects.Operation;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Event;
import io.sluice.gateway.faults.Matrix.Came;
import io.sluice.gateway.faults.Matrix.Case;
import io.sluice.gateway.faults.Matrix.Then;
import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.translation.Heard;
import io.sluice.gateway.translation.Speaker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault of an upstream before two and three targets, streamed and whole, for callers of four dialects in front of
 * providers of all of them: what the caller sees, what is recorded of each attempt, and that nothing follows content.
 */
class FaultMatrixTest {
    private static List<Came> all = List.of();

    @BeforeAll
    static void run() throws Exception {
        all = Matrix.run();
    }

    private static List<Came> of(Enum<?> fault, Then then) {
        List<Came> some = all.stream()
                .filter(came -> fault.equals(came.of().trouble())
                        || fault.equals(came.of().broken()))
                .filter(came -> came.of().then() == then)
                .toList();
        assertThat(some).isNotEmpty();
        return some;
    }

    @ParameterizedTest
    @EnumSource
    void whatATargetDoesNotAnswerTheNextOneDoes(Trouble trouble) {
        for (Came came : of(trouble, Then.ANOTHER_ANSWERS)) {
            if (trouble.movesOn()) {
                answeredByTheLast(came);
                failed(came, came.of().targets() - 1);
            } else {
                toldAnError(came);
                failed(came, 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereNoneAnswersTheCallerIsToldInHisDialect(Trouble trouble) {
        for (Came came : of(trouble, Then.NONE_ANSWERS)) {
            toldAnError(came);
            failed(came, trouble.movesOn() ? 2 : 1);
            assertThat(attempts(came)).as(came.toString()).hasSize(trouble.movesOn() ? 2 : 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingFollowsContentButAnHonestError(Break broken) {
        for (Came came : of(broken, Then.ANOTHER_ANSWERS)) {
            String body = came.answer().body();
            assertThat(came.answer().status()).as(came.toString()).isEqualTo(200);
            assertThat(body).as(came.toString()).contains("hello").doesNotContain(" there");
            brokenOff(came);

            // A provider's own error passes as one of its answers.
            assertThat(came.row().ending().errorClass())
                    .as(came.toString())
                    .isEqualTo(broken.code == null ? "upstream_error" : "broken");
            assertThat(came.row().attempts())
                    .as(came.toString())
                    .singleElement()
                    .satisfies(attempt -> {
                        assertThat(attempt.status()).isEqualTo(200);
                        assertThat(attempt.maybeBilled()).as(came.toString()).isEqualTo(broken.maybeBilled);
                        if (broken.code != null) {
                            assertThat(attempt.errorCode()).isEqualTo(broken.code);
                        }
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereTheRouteSaysSoAnotherTargetGoesOnAfterContent(Break broken) {
        for (Came came : of(broken, Then.ANOTHER_GOES_ON)) {
            byte[] body = came.answer().body().getBytes(UTF_8);
            assertThat(Heard.text(Heard.streamed(came.of().caller(), body)))
                    .as(came.toString())
                    .isEqualTo("hello" + "hello there");
            assertThat(came.row().ending().errorClass()).as(came.toString()).isNull();
            assertThat(came.row().attempts())
                    .as(came.toString())
                    .extracting(AttemptRow::reason)
                    .containsExactly("first", "continue");
            assertThat(came.row().attempts())
                    .extracting(AttemptRow::maybeBilled)
                    .containsExactly(true, false);
        }
    }

    /** A connection that was kept ready and is closed costs one more attempt at the same target. */
    private static List<AttemptRow> attempts(Came came) {
        return came.row().attempts().stream()
                .filter(attempt -> !attempt.reason().equals("reconnect"))
                .toList();
    }

    private static void answeredByTheLast(Came came) {
        Case one = came.of();
        int last = one.targets() - 1;
        byte[] body = came.answer().body().getBytes(UTF_8);
        assertThat(came.answer().status()).as(came.toString()).isEqualTo(200);
        assertThat(came.answer().whole()).as(came.toString()).isTrue();
        assertThat(Heard.text(one.stream() ? Heard.streamed(one.caller(), body) : Heard.whole(one.caller(), body)))
                .as(came.toString())
                .isEqualTo("hello there");
        assertThat(came.answer().header("x-sluice-served-by")).isEqualTo(one.id(last) + "/m");
        assertThat(came.answer().header("x-sluice-attempts"))
                .isEqualTo(Integer.toString(came.row().attempts().size()));
        assertThat(came.row().ending().errorClass()).as(came.toString()).isNull();
        assertThat(attempts(came)).as(came.toString()).hasSize(one.targets());
        AttemptRow answering = attempts(came).get(last);
        assertThat(answering.reason()).isEqualTo("fallback");
        assertThat(answering.status()).isEqualTo(200);
        assertThat(answering.errorCode()).isNull();
        assertThat(answering.maybeBilled()).isFalse();
    }

    /** The first attempts are what the trouble comes to. */
    private static void failed(Came came, int attempts) {
        Trouble trouble = came.of().trouble();
        for (int i = 0; i < attempts; i++) {
            AttemptRow attempt = attempts(came).get(i);
            assertThat(attempt.target().provider()).isEqualTo(came.of().id(i));
            assertThat(attempt.reason()).as(came.toString()).isEqualTo(i == 0 ? "first" : "fallback");
            assertThat(attempt.status()).as(came.toString()).isEqualTo(trouble.status);
            assertThat(attempt.maybeBilled()).as(came.toString()).isEqualTo(trouble.maybeBilled);
            if (trouble.code != null) {
                assertThat(attempt.errorCode()).as(came.toString()).isEqualTo(trouble.code);
            }
        }
    }

    private static void toldAnError(Came came) {
        Speaker caller = came.of().caller();
        int status = caller.dialect().status(came.of().trouble().told);
        String body = came.answer().body();
        // An error in place of a stream that began well may be told in that stream.
        if (came.of().trouble() == Trouble.F15_ERROR_IN_A_STREAM) {
            brokenOff(came);
            return;
        }
        assertThat(came.answer().status()).as(came.toString()).isEqualTo(status);
        assertThat(came.answer().whole()).as(came.toString()).isTrue();
        assertThat(body)
                .as(came.toString())
                .startsWith(
                        switch (caller) {
                            case OPENAI_CHAT, OPENAI_RESPONSES -> "{\"error\":{\"message\":";
                            case ANTHROPIC -> "{\"type\":\"error\",\"error\":{\"type\":";
                            case GEMINI -> "{\"error\":{\"code\":" + status + ",\"message\":";
                            case BEDROCK -> "{\"message\":";
                        });
        assertThat(body).doesNotContain("sk-provider");
    }

    /** The stream ends with an error of the caller's dialect, and not as if it were whole. */
    private static void brokenOff(Came came) {
        EventReader reader = came.of().caller().dialect().eventReader(Terms.untouched(Operation.CHAT));
        List<Event> events = new ArrayList<>();
        Bytes body = Bytes.of(came.answer().body().getBytes(UTF_8));
        assertThat(reader.feed(body, chunk -> events.addAll(chunk.events())))
                .as(came.toString())
                .isNull();
        assertThat(reader.end(true, chunk -> events.addAll(chunk.events())))
                .as(came.toString())
                .isEqualTo(StreamEnd.ERROR);
        assertThat(events).as(came.toString()).hasAtLeastOneElementOfType(Event.Broken.class);
        assertThat(events).as(came.toString()).noneMatch(Event.Finished.class::isInstance);
        assertThat(came.answer().whole()).as(came.toString()).isTrue();
    }
}
