package io.sluice.gateway.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.Answer;
import io.sluice.simulator.Ending;
import io.sluice.simulator.Script;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * Streams that arrive byte by byte or break off: the caller gets whole events and then either the end the provider
 * marked, or exactly one error event and no end mark; before the first event a 502. Never a silent end.
 *
 * <p>By default each recorded stream is cut in a few places; {@code -Dsluice.everything=true} cuts each at every event
 * boundary, a byte before and behind it, and at 32 places of chance, and sends each byte by byte.
 */
class ReplayedCutsTest {
    private static final boolean EVERYTHING = Boolean.getBoolean("sluice.everything");
    private static final int SHORT = 3_000;
    private static final int MOST_ROWS = 10_000;

    private final AtomicInteger calls = new AtomicInteger();
    private final Map<String, Ended> endedById = new HashMap<>();

    /** How a stream ended: as it should, by the provider's own error, or broken off. */
    private enum Ended {
        WHOLE,
        TOLD,
        CUT
    }

    private Rig rig;

    @AfterEach
    void stop(TestReporter reporter) throws Exception {
        if (rig != null) {
            rig.close();
            reporter.publishEntry("calls", calls.toString());
        }
    }

    @TestFactory
    Stream<DynamicTest> ourOwnStreamsAreTheSameByteByByte() throws Exception {
        return each(Traffic.ours(), this::byteByByte);
    }

    @TestFactory
    Stream<DynamicTest> everyRecordedStreamIsTheSameByteByByte() throws Exception {
        return each(Traffic.recorded(), traffic -> {
            if (EVERYTHING || traffic.recording().body().length() < SHORT) {
                byteByByte(traffic);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> ourOwnStreamsCutAnywhereEndWithAnErrorOrWhole() throws Exception {
        return each(Traffic.ours(), traffic -> cut(traffic, EVERYTHING ? everyPlace(traffic) : places(traffic, 8)));
    }

    @TestFactory
    Stream<DynamicTest> everyRecordedStreamCutEndsWithAnErrorOrWhole() throws Exception {
        return each(Traffic.recorded(), traffic -> cut(traffic, EVERYTHING ? places(traffic, 32) : few(traffic, 4)));
    }

    @TestFactory
    Stream<DynamicTest> ourOwnStreamsThatEndProperlyTooSoonEndWithAnErrorOrWhole() throws Exception {
        return each(Traffic.ours(), traffic -> endEarly(traffic, places(traffic, 8)));
    }

    @TestFactory
    Stream<DynamicTest> everyRecordedStreamThatEndsProperlyTooSoonEndsWithAnErrorOrWhole() throws Exception {
        return each(
                Traffic.recorded(), traffic -> endEarly(traffic, EVERYTHING ? places(traffic, 8) : few(traffic, 2)));
    }

    @Test
    void theLastLineFeedOfACrLfStreamIsWaitedFor() throws Exception {
        Traffic traffic = Traffic.ours().stream()
                .filter(one -> one.name().equals("stream-with-crlf.json"))
                .findFirst()
                .orElseThrow();
        rig = new Rig(List.of(traffic));
        int length = traffic.recording().body().length();

        HttpResponse<byte[]> answer = ask(
                traffic,
                traffic.model(),
                replay(traffic).bodyPieces(length - 1, 1).pause(Duration.ofMillis(50)));

        new Expected(traffic, traffic.model()).answer(answer);
    }

    private interface Proof {
        void of(Traffic traffic) throws Exception;
    }

    private Stream<DynamicTest> each(List<Traffic> all, Proof proof) throws Exception {
        List<Traffic> streams =
                all.stream().filter(traffic -> traffic.recording().stream()).toList();
        rig = new Rig(streams);
        Stream<DynamicTest> proofs =
                streams.stream().map(traffic -> DynamicTest.dynamicTest(traffic.name(), () -> proof.of(traffic)));
        return Stream.concat(
                proofs, Stream.of(DynamicTest.dynamicTest("the record says how each ended", this::record)));
    }

    private void byteByByte(Traffic traffic) throws Exception {
        for (String name : List.of(traffic.model(), Rig.alias(traffic))) {
            Expected expected = new Expected(traffic, name);
            HttpResponse<byte[]> answer = ask(traffic, name, replay(traffic).inPieces(1));
            boolean erred = expected.units().all().stream().anyMatch(Units.Unit::error);
            if (erred) {
                // The provider's error ends a stream; an end mark that some send behind it passes only if it is there.
                int whole = traffic.recording().body().length();
                check(new Cut(traffic, expected.units(), whole), answer, true);
            } else {
                expected.answer(answer);
            }
        }
    }

    private void cut(Traffic traffic, Set<Integer> places) throws Exception {
        Units own = new Expected(traffic, traffic.model()).units();
        Units named = new Expected(traffic, Rig.alias(traffic)).units();
        for (int place : places) {
            boolean alias = place % 2 == 0;
            Script script = whole(traffic).cutBodyAfter(place, Ending.FIN);
            HttpResponse<byte[]> answer = ask(traffic, alias ? Rig.alias(traffic) : traffic.model(), script);
            Units units = alias ? named : own;
            check(new Cut(traffic, units, place), answer, units.marked(place));
        }
    }

    /** The same with a body that is ended as bodies are: then finish reasons of all alternatives make it whole. */
    private void endEarly(Traffic traffic, Set<Integer> places) throws Exception {
        Units units = new Expected(traffic, traffic.model()).units();
        boolean noEndMark = traffic.quirks().contains("no_end_mark");
        for (int place : places) {
            Answer answer = replay(traffic);
            HttpResponse<byte[]> got =
                    ask(traffic, traffic.model(), answer.body(answer.payload().slice(0, place)));
            boolean whole = units.wholeWhenEnded(place, traffic.choices(), noEndMark);
            check(new Cut(traffic, units, place), got, whole);
        }
    }

    private void check(Cut cut, HttpResponse<byte[]> answer, boolean whole) {
        cut.check(answer, whole);
        Ended ended = whole ? Ended.WHOLE : Ended.CUT;
        endedById.put(
                answer.headers().firstValue("x-sluice-call-id").orElseThrow(),
                whole && cut.erred() ? Ended.TOLD : ended);
    }

    private void record() throws Exception {
        if (endedById.isEmpty()) {
            return;
        }
        Map<String, CallRow> rows = rig.rows(Math.min(MOST_ROWS, endedById.size()));
        endedById.forEach((id, ended) -> {
            CallRow row = rows.get(id);
            if (row == null) {
                // Of more calls than one listing gives.
                assertThat(rows).hasSizeGreaterThanOrEqualTo(MOST_ROWS);
                return;
            }
            switch (ended) {
                case WHOLE ->
                    assertThat(row.ending().errorCode()).as(row.toString()).isNull();
                case TOLD ->
                    assertThat(row.ending().errorClass()).as(row.toString()).isEqualTo("upstream_error");
                case CUT ->
                    assertThat(row.ending().errorCode()).as(row.toString()).startsWith("upstream_");
            }
        });
    }

    private HttpResponse<byte[]> ask(Traffic traffic, String name, Script script) throws Exception {
        calls.incrementAndGet();
        return rig.ask(traffic, name, script);
    }

    private static Answer replay(Traffic traffic) {
        return Script.replay(traffic.recording());
    }

    /** In one write, whatever the pieces in which it came. */
    private static Answer whole(Traffic traffic) {
        Answer answer = replay(traffic);
        return answer.body(answer.payload());
    }

    private static Set<Integer> everyPlace(Traffic traffic) {
        Set<Integer> places = new TreeSet<>();
        for (int place = 0; place <= traffic.recording().body().length(); place++) {
            places.add(place);
        }
        return places;
    }

    private static Set<Integer> few(Traffic traffic, int count) {
        List<Integer> all = new ArrayList<>(places(traffic, 2));
        SplittableRandom chance = new SplittableRandom(traffic.name().hashCode());
        Set<Integer> some = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            some.add(all.get(chance.nextInt(all.size())));
        }
        return some;
    }

    private static Set<Integer> places(Traffic traffic, int byChance) {
        int length = traffic.recording().body().length();
        Set<Integer> places = new TreeSet<>();
        for (Units.Unit unit : new Expected(traffic, traffic.model()).units().all()) {
            for (int place = unit.end() - 1; place <= unit.end() + 1; place++) {
                places.add(Math.min(place, length));
            }
        }
        SplittableRandom chance = new SplittableRandom(traffic.name().hashCode());
        chance.ints(byChance, 0, length).forEach(places::add);
        return places;
    }

    /** A stream of which so many bytes came. */
    private record Cut(Traffic traffic, Units units, int bytes) {

        boolean erred() {
            return units.erred(bytes);
        }

        void check(HttpResponse<byte[]> answer, boolean whole) {
            String got = lines(new String(answer.body(), UTF_8));
            String passed = lines(units.passed(bytes));
            if (whole) {
                assertThat(answer.statusCode()).as(this::said).isEqualTo(200);
                // The end mark may have come without its blank line, and then it is passed without.
                String mark = "data: [DONE]";
                String events = passed.stripTrailing();
                String unmarked = events.endsWith(mark) ? events.substring(0, events.length() - mark.length()) : events;
                boolean erred = units.all().stream().anyMatch(unit -> unit.end() <= bytes && unit.error());
                assertThat(got.stripTrailing())
                        .as(this::said)
                        .isIn(events, passed + mark, erred ? unmarked.stripTrailing() : events);
            } else if (passed.isEmpty() && answer.statusCode() != 200) {
                assertThat(answer.statusCode()).as(this::said).isEqualTo(502);
                assertThat(code(got)).as(this::said).startsWith("upstream_");
            } else {
                assertThat(answer.statusCode()).as(this::said).isEqualTo(200);
                assertThat(got).as(this::said).startsWith(passed);
                String rest = got.substring(passed.length());
                assertThat(rest)
                        .as(this::said)
                        .startsWith("data: {")
                        .endsWith("}\n\n")
                        .doesNotContain("[DONE]");
                assertThat(code(rest.substring("data: ".length())))
                        .as(this::said)
                        .startsWith("upstream_");
            }
        }

        private static String lines(String text) {
            return text.replace("\r\n", "\n").replace('\r', '\n');
        }

        private static String code(String json) {
            return Places.JSON.readTree(json).path("error").path("code").asString("");
        }

        private String said() {
            return traffic.name() + " after " + bytes + " of "
                    + traffic.recording().body().length() + " bytes";
        }
    }
}
