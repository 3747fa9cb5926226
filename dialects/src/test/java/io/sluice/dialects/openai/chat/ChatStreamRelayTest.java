package io.sluice.dialects.openai.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Usage;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatStreamRelayTest {
    private static final String ROLE = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null", "null");
    private static final String HELLO = chunk("{\"content\":\"Hello\"}", "null", "null");
    private static final String WORLD = chunk("{\"content\":\" wörld 😀\"}", "null", "null");
    private static final String STOP = chunk("{}", "\"stop\"", "null");
    private static final String USAGE =
            "data: {\"id\":\"c1\",\"model\":\"m-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,"
                    + "\"completion_tokens\":5,\"total_tokens\":12,\"prompt_tokens_details\":{\"cached_tokens\":3},"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":2}}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final String ERROR =
            "data: {\"error\":{\"message\":\"too hot\",\"type\":\"server_error\",\"code\":503}}\n\n";
    private static final String STREAM = ROLE + HELLO + WORLD + STOP + USAGE + DONE;

    @Test
    void aStreamIsNotOverBeforeTheLastLineFeedOfItsCrLf() {
        Relayed relayed = new Relayed(untouched());

        relayed.feed("data: [DONE]\r\n\r");
        assertThat(relayed.relay.over()).isFalse();

        relayed.feed("\n");
        assertThat(relayed.relay.over()).isTrue();
        assertThat(relayed.text()).isEqualTo("data: [DONE]\r\n\r\n");
    }

    @Test
    void whatIsUntouchedGoesOutInOneWindow() {
        Relayed relayed = new Relayed(untouched()).feed(STREAM);
        assertThat(relayed.text()).isEqualTo(STREAM);
        assertThat(relayed.windows).hasSize(1);
    }

    @Test
    void theNextEventWaitsUntilItIsWhole() {
        Relayed relayed = new Relayed(untouched()).feed(ROLE + HELLO.substring(0, 20));
        assertThat(relayed.text()).isEqualTo(ROLE);
        assertThat(relayed.feed(HELLO.substring(20)).text()).isEqualTo(ROLE + HELLO);
    }

    @Test
    void whatIsSeenIsToldHoweverTheStreamIsCut() {
        byte[] stream = STREAM.getBytes(UTF_8);
        for (int cut = 0; cut <= stream.length; cut++) {
            Relayed relayed = Relayed.cutAt(untouched(), stream, cut);
            assertThat(relayed.text()).isEqualTo(STREAM);
            assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
            assertThat(relayed.relay.usage()).isEqualTo(new Usage(4, 3, 0, 0, 3, 2, 0, 0, 0, 0));
            assertThat(relayed.relay.finishReason()).isEqualTo("stop");
            assertThat(relayed.relay.events()).isEqualTo(5);
            assertThat(relayed.relay.over()).isTrue();
        }
    }

    @Test
    void contentIsSeenWithTheFirstTextAndNotWithTheRole() {
        Relayed relayed = new Relayed(untouched()).feed(": ping\n\n" + ROLE);
        assertThat(relayed.relay.contentSeen()).isFalse();
        assertThat(relayed.feed(HELLO).relay.contentSeen()).isTrue();
    }

    @Test
    void theUsageChunkIsWithheldWhenItIsOursAndNothingElseIs() {
        String stream = chunk("{}", "null", "null").replace("[{", "[ {") + STREAM;
        byte[] bytes = stream.getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Relayed relayed = Relayed.cutAt(withholding(), bytes, cut);
            assertThat(relayed.text()).isEqualTo(stream.replace(USAGE, ""));
            assertThat(relayed.relay.usage()).isNotNull();
            assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
        }
    }

    @Test
    void usageBesideAChoiceIsReadAndPasses() {
        String last = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\n";
        Relayed relayed = new Relayed(withholding()).feed(HELLO + last);
        assertThat(relayed.text()).isEqualTo(HELLO + last);
        assertThat(requireNonNull(relayed.relay.usage()).totalOutput()).isEqualTo(2);
    }

    @Test
    void groqsOwnUsageIsRead() {
        String first =
                "data: {\"choices\":[],\"x_groq\":{\"id\":\"r\",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}}}\n\n";
        Relayed relayed = new Relayed(withholding()).feed(HELLO + first);
        assertThat(requireNonNull(relayed.relay.usage()).input()).isEqualTo(9);
        assertThat(relayed.text()).isEqualTo(HELLO + first);
    }

    @Test
    void theModelIsSplicedInEveryEventHoweverTheStreamIsCut() {
        String odd =
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\",\"model\":\"inner\"}}],\"model\" : \"m-2\"}\n\n"
                        + "data: {\"model\":null}\n\ndata: 5\n\n: \"model\":\"m-1\"\n\n";
        String alias = "\"my \\\"alias\\\"\"";
        String expected =
                ROLE.replace("\"m-1\"", alias) + odd.replace("\"m-2\"", alias) + STREAM.replace("\"m-1\"", alias);
        byte[] stream = (ROLE + odd + STREAM).getBytes(UTF_8);
        for (int cut = 0; cut <= stream.length; cut++) {
            assertThat(Relayed.cutAt(renaming("my \"alias\""), stream, cut).text())
                    .isEqualTo(expected);
        }
    }

    @Test
    void whatFollowsTheEndIsIgnoredAndCounted() {
        String after = HELLO + DONE + ERROR;
        Relayed relayed =
                new Relayed(untouched()).feed(STREAM + after).feed(after).end(true);
        assertThat(relayed.text()).isEqualTo(STREAM);
        assertThat(relayed.relay.ignored()).isEqualTo(2L * after.length());
        assertThat(relayed.relay.error()).isNull();
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
    }

    @Test
    void theProvidersErrorEndsTheStreamAndOnlyItsEndMarkMayFollow() {
        Relayed relayed = Relayed.byteByByte(untouched(), (HELLO + ERROR + HELLO + DONE + DONE).getBytes(UTF_8));
        assertThat(relayed.text()).isEqualTo(HELLO + ERROR + DONE);
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        assertThat(requireNonNull(relayed.relay.error()).message()).isEqualTo("too hot");
        assertThat(requireNonNull(relayed.relay.error()).status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"}}],\"error\":{\"code\":400,\"message\":\"m\"}}\n\n",
                "event: error\ndata: {\"error\":{\"message\":\"m\",\"status_code\":400}}\n\n",
                "event: error\ndata: {\"message\":\"m\",\"code\":\"400\"}\n\n",
                "data: {\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"code\":null}}\n\n"
            })
    void errorsAreKnownInEveryShape(String error) {
        Relayed relayed = Relayed.byteByByte(untouched(), (HELLO + error).getBytes(UTF_8));
        assertThat(relayed.text()).isEqualTo(HELLO + error);
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        assertThat(requireNonNull(relayed.relay.error()).message()).isEqualTo("m");
        assertThat(requireNonNull(relayed.relay.error()).status()).isEqualTo(400);
    }

    @Test
    void anErrorThatIsNullIsNone() {
        String chunk = "data: {\"error\": null,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]}\n\n";
        assertThat(Relayed.whole(untouched(), (chunk + DONE).getBytes(UTF_8)).end)
                .isEqualTo(StreamEnd.WHOLE);
    }

    @Test
    void aStreamWithoutEndMarkIsWholeOnlyWhenEveryChoiceFinishedAndTheBodyEndedProperly() {
        Terms two = new Terms(Operation.CHAT, 2, false, null, Quirks.NONE);
        String other = STOP.replace("\"index\":0", "\"index\":1");
        assertThat(new Relayed(untouched()).feed(HELLO + STOP).end(true).end).isEqualTo(StreamEnd.WHOLE);
        assertThat(new Relayed(untouched()).feed(HELLO + STOP).end(false).end).isEqualTo(StreamEnd.CUT);
        assertThat(new Relayed(untouched()).feed(HELLO).end(true).end).isEqualTo(StreamEnd.CUT);
        assertThat(new Relayed(new OpenAiChat().streamRelay(two))
                        .feed(STOP + STOP)
                        .end(true)
                        .end)
                .isEqualTo(StreamEnd.CUT);
        assertThat(new Relayed(new OpenAiChat().streamRelay(two))
                        .feed(STOP + other)
                        .end(true)
                        .end)
                .isEqualTo(StreamEnd.WHOLE);
        assertThat(new Relayed(untouched()).feed(DONE).end(false).end).isEqualTo(StreamEnd.WHOLE);
        assertThat(new Relayed(untouched()).end(true).end).isEqualTo(StreamEnd.CUT);
    }

    @Test
    void whereAProviderHasNoEndMarkTheProperEndIsEnough() {
        Terms unmarked = new Terms(Operation.COMPLETE, 1, false, null, Quirks.of(Set.of("no_end_mark")));
        String value = "data: {\"value\":\"t\"}\n\n";
        assertThat(new Relayed(new OpenAiChat().streamRelay(unmarked))
                        .feed(value)
                        .end(true)
                        .end)
                .isEqualTo(StreamEnd.WHOLE);
        assertThat(new Relayed(new OpenAiChat().streamRelay(unmarked))
                        .feed(value)
                        .end(false)
                        .end)
                .isEqualTo(StreamEnd.CUT);
        assertThat(new Relayed(new OpenAiChat().streamRelay(unmarked)).end(true).end)
                .isEqualTo(StreamEnd.CUT);
        assertThat(new Relayed(new OpenAiChat().streamRelay(unmarked))
                        .feed(value)
                        .relay
                        .contentSeen())
                .isTrue();
    }

    @Test
    void aLastEventWithoutItsBlankLineIsDroppedUnlessItIsTheEndMark() {
        assertThat(new Relayed(untouched())
                        .feed(HELLO + STOP.stripTrailing())
                        .end(true)
                        .text())
                .isEqualTo(HELLO);
        for (String mark : new String[] {"data: [DONE]", "data: [DONE]\n", "data:[DONE]\r"}) {
            Relayed relayed = new Relayed(untouched()).feed(HELLO + mark).end(true);
            assertThat(relayed.text()).isEqualTo(HELLO + mark);
            assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
        }
    }

    @Test
    void theSameEventsComeInEveryLineEndingAndBehindAByteOrderMark() {
        for (String end : new String[] {"\n", "\r\n", "\r"}) {
            byte[] stream = ("\uFEFF" + STREAM.replace("\n", end)).getBytes(UTF_8);
            for (int cut = 0; cut <= stream.length; cut++) {
                Relayed relayed = Relayed.cutAt(withholding(), stream, cut);
                assertThat(relayed.text()).isEqualTo(STREAM.replace(USAGE, "").replace("\n", end));
                assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
            }
        }
    }

    @Test
    void anEventOnSeveralLinesIsReadAsOne() {
        String usage = USAGE.replace(",\"usage\"", ",\ndata: \"usage\"");
        Relayed relayed = new Relayed(untouched()).feed(HELLO + usage);
        assertThat(relayed.relay.usage()).isNotNull();
        assertThat(relayed.text()).isEqualTo(HELLO + usage);
    }

    @Test
    void textThatLooksLikeAnEndOrAKeyIsOnlyText() {
        String text =
                chunk("{\"content\":\"\\n\\ndata: [DONE]\\n\\n \\\"error\\\":{} \\\"usage\\\":5\"}", "null", "null");
        Relayed relayed = new Relayed(untouched()).feed(HELLO + text + HELLO);
        assertThat(relayed.text()).isEqualTo(HELLO + text + HELLO);
        assertThat(relayed.relay.over()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt_tokens\":-1,\"completion_tokens\":2}",
                "{\"prompt_tokens\":1000000000000000000,\"completion_tokens\":2}",
                "{\"prompt_tokens\":1e999999999,\"completion_tokens\":2}",
                "{\"prompt_tokens\":\"12\",\"completion_tokens\":2}",
                "{\"prompt_tokens\":1.5}",
                "{\"prompt_tokens\":{}}",
                "\"lots\""
            })
    void usageThatCannotBeTrueIsFlaggedAndLeftOut(String usage) {
        String chunk = "data: {\"choices\":[],\"usage\":" + usage + "}\n\n";
        Relayed relayed = new Relayed(untouched()).feed(HELLO + chunk + DONE).end(true);
        assertThat(relayed.relay.usage()).isNull();
        assertThat(relayed.relay.usageImplausible()).isTrue();
        assertThat(relayed.text()).isEqualTo(HELLO + chunk + DONE);
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
    }

    @Test
    void usageThatShrinksCannotBeTrue() {
        String less = USAGE.replace("\"completion_tokens\":5", "\"completion_tokens\":4")
                .replace(":12", ":11");
        Relayed relayed = new Relayed(untouched()).feed(HELLO + less + USAGE);
        assertThat(relayed.relay.usage()).isNotNull();
        relayed.feed(less);
        assertThat(relayed.relay.usage()).isNull();
        assertThat(relayed.relay.usageImplausible()).isTrue();
    }

    @Test
    void anEventThatMustBeReadAndIsNotJsonIsAFaultAndWhatCameBeforeStands() {
        for (String broken : new String[] {"{\"usage\":{}", "{\"usage\":NaN}", "{\"usage\":{},}"}) {
            Relayed relayed = new Relayed(untouched()).feed(HELLO + "data: " + broken + "\n\n" + HELLO);
            assertThat(requireNonNull(relayed.fault).cause()).isEqualTo(RelayFault.Cause.MALFORMED);
            assertThat(relayed.text()).isEqualTo(HELLO);
            assertThat(relayed.end(true).end).isEqualTo(StreamEnd.CUT);
        }
    }

    @Test
    void aLineWithoutEndIsAFaultAndNotAllOfMemory() {
        Relayed relayed = new Relayed(untouched()).feed(HELLO);
        Bytes block = Bytes.of("data: " + "x".repeat(1 << 20));
        for (int i = 0; i < 64 && relayed.fault == null; i++) {
            relayed.feed(block);
            assertThat(i).isLessThan(10);
        }
        assertThat(requireNonNull(relayed.fault).cause()).isEqualTo(RelayFault.Cause.TOO_LARGE);
        assertThat(relayed.text()).isEqualTo(HELLO);
    }

    @Test
    void aMillionEmptyEventsPass() {
        byte[] blanks = new byte[1_000_000];
        Arrays.fill(blanks, (byte) '\n');
        assertThat(new Relayed(untouched()).feed(Bytes.of(blanks)).bytes()).isEqualTo(blanks);
    }

    @Test
    void aLongEventByteByByteIsStillThere() {
        String big = chunk("{\"content\":\"" + "x".repeat(300_000) + "\"}", "null", "null");
        assertThat(Relayed.byteByByte(renaming("m-1"), (HELLO + big + DONE).getBytes(UTF_8))
                        .text())
                .isEqualTo(HELLO + big + DONE);
    }

    @Test
    void theBytesThatComeOutDoNotDependOnTheCut() {
        Seeded seeded = new Seeded(31);
        String[] scraps = {
            ROLE,
            HELLO,
            WORLD,
            STOP,
            USAGE,
            DONE,
            ERROR,
            ": ping\n",
            "\r",
            "\n",
            "\r\n",
            "data: x\r\r",
            "event: e\n",
            "\""
        };
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = seeded.below(12); n > 0; n--) {
                text.append(scraps[seeded.below(scraps.length)]);
            }
            byte[] stream = text.toString().getBytes(UTF_8);
            String alias = seeded.often() ? "other" : null;
            boolean withhold = seeded.often();
            Relayed whole = Relayed.whole(relay(withhold, alias), stream);
            Relayed cut = Relayed.pieces(relay(withhold, alias), seeded.pieces(stream));
            assertThat(cut.text()).as(text.toString()).isEqualTo(whole.text());
            assertThat(cut.end).isEqualTo(whole.end);
            assertThat(cut.relay.ignored()).isEqualTo(whole.relay.ignored());
        }
    }

    private static StreamRelay untouched() {
        return relay(false, null);
    }

    private static StreamRelay withholding() {
        return relay(true, null);
    }

    private static StreamRelay renaming(String alias) {
        return relay(false, alias);
    }

    private static StreamRelay relay(boolean withhold, @Nullable String alias) {
        return new OpenAiChat().streamRelay(new Terms(Operation.CHAT, 1, withhold, alias, Quirks.NONE));
    }

    private static String chunk(String delta, String finish, String usage) {
        return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":5,\"model\":\"m-1\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finish + "}],\"usage\":" + usage
                + "}\n\n";
    }
}
