package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.journal.Asked;
import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallId;
import io.sluice.gateway.journal.CallOpened;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Ending;
import io.sluice.gateway.journal.KeyRef;
import io.sluice.gateway.journal.Times;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CallsCommandTest {
    private static final CallId ID = new CallId(0x0123456789abcdefL, 0x0fedcba987654321L);
    private static final Target TARGET = new Target("openai", "gpt-5");
    private static final long RECEIVED = 1_767_225_600_123_456L;

    private final Recorded terminal = new Recorded();

    @Test
    void asJsonACallIsOneObjectOnALineWithItsIdFirst() {
        run(List.of(whole("fast"), crashed()), "--json");

        assertThat(terminal.lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"id\":\"0123456789abcdef0fedcba987654321\","));
        var call = JsonMapper.shared().readTree(terminal.lines().getFirst());
        assertThat(call.at("/received").asString()).isEqualTo("2026-01-01T00:00:00.123456Z");
        assertThat(call.at("/key/name").asString()).isEqualTo("laptop");
        assertThat(call.at("/served_by").asString()).isEqualTo("openai/gpt-5");
        assertThat(call.at("/status").asInt()).isEqualTo(200);
        assertThat(call.at("/first_token_us").asLong()).isEqualTo(120_000);
        assertThat(call.at("/usage/cache_write_1h").asLong()).isEqualTo(4);
        assertThat(call.at("/attempts/0/target").asString()).isEqualTo("openai/gpt-5");
        assertThat(call.at("/attempts/0/maybe_billed").asBoolean()).isTrue();
    }

    @Test
    void whatDidNotHappenIsNullAndNotAStrangeNumber() {
        run(List.of(crashed()), "--json");

        var call = JsonMapper.shared().readTree(terminal.lines().getFirst());
        assertThat(call.at("/error_class").asString()).isEqualTo("crashed");
        for (String name : List.of("sent_us", "first_byte_us", "first_token_us", "done_us", "usage", "key")) {
            assertThat(call.at("/" + name).isNull()).as(name).isTrue();
        }
    }

    @Test
    void asATableEveryCallIsARowUnderTheHeadings() {
        run(List.of(whole("fast"), crashed()));

        assertThat(terminal.lines()).hasSize(3);
        assertThat(terminal.lines().get(0)).startsWith("RECEIVED ").endsWith(" ID");
        assertThat(terminal.lines().get(1))
                .matches(
                        "2026-01-01T00:00:00Z +laptop +fast +openai/gpt-5 +200 +10 +11 +0.00000125 +120.0 +340.5 +0123\\S+");
        assertThat(terminal.lines().get(2)).matches("2026\\S+ +- +fast +openai/gpt-5 +- crashed .*");
    }

    @Test
    void aModelNameCannotSteerTheTerminal() {
        run(List.of(whole("\u001b[2Jfast\u202e\u009b\n")));
        run(List.of(whole("\u001b[2Jfast\u202e\u009b\n")), "--json");

        assertThat(terminal.output()).doesNotContain("\u001b", "\u202e", "\u009b");
        assertThat(JsonMapper.shared()
                        .readTree(terminal.lines().getLast())
                        .at("/model")
                        .asString())
                .isEqualTo("\u001b[2Jfast\u202e\u009b\n");
    }

    @Test
    void onlyAsManyAsWantedAreAskedFor() {
        run(List.of(whole("first"), whole("second"), whole("third")), "--last", "2");

        assertThat(terminal.lines()).hasSize(3);
        assertThat(terminal.output()).contains("first", "second").doesNotContain("third");
    }

    @Test
    void withoutCallsItSaysSoAndAsJsonItIsSilent() {
        run(List.of());
        assertThat(terminal.complaints()).contains("No call is recorded yet");
        run(List.of(), "--json");
        assertThat(terminal.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1.5", "999999999999"})
    void aNumberThatIsNoneIsAMistakeOfTheCommandLine(String last) {
        assertThatThrownBy(() -> run(List.of(), "--last=" + last))
                .isInstanceOfSatisfying(
                        CommandFailed.class,
                        failed -> assertThat(failed.status()).isEqualTo(Exit.USAGE));
    }

    @Test
    void aRecordThatCannotBeReadIsSaidAndWhy() {
        RecordedCalls unreadable = most -> {
            throw new IOException("calls.db is damaged");
        };

        assertThatThrownBy(() -> new CallsCommand(unreadable, terminal).run(arguments()))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("calls.db is damaged");
    }

    private void run(List<CallRow> calls, String... flags) {
        RecordedCalls record = most -> calls.subList(0, Math.min(most, calls.size()));

        assertThat(new CallsCommand(record, terminal).run(arguments(flags))).isZero();
    }

    private static Arguments arguments(String... flags) {
        return Arguments.of(Command.CALLS, List.of(flags));
    }

    private static CallRow whole(String model) {
        return new CallRow(
                ID,
                RECEIVED,
                new KeyRef("key_abcdefghijkl", "laptop", null),
                new Asked("chat", "openai-chat", model, true),
                TARGET,
                new Ending(200, null, null, "stop", false),
                new Times(1_000, 100_000, 120_000, 340_500),
                12,
                34,
                new Usage(1, 2, 3, 4, 5, 6, 0, 0, 0, 0),
                List.of(new AttemptRow(TARGET, "first", 200, null, 1_000, 340_000, true, null, null)),
                0,
                null,
                null,
                1_250_000L);
    }

    private static CallRow crashed() {
        var asked = new Asked("chat", "openai-chat", "fast", true);
        return CallRow.crashed(new CallOpened(ID, RECEIVED, null, asked, TARGET));
    }
}
