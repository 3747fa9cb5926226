package io.sluice.gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.admin.Refused;
import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.Stage;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a drill ends: by itself, when somebody says so, with the gateway; and what becomes of calls it keeps waiting. */
class DrillEndTest {
    private static final String SLOW = "timeouts: { first-event: 60s, answer: 60s }";

    private final AtomicLong nanos = new AtomicLong();
    private final List<Runnable> timers = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final Drills drills = new Drills(new Drills.World(
            nanos::get,
            () -> Instant.EPOCH.plusNanos(nanos.get()),
            () -> 0L,
            (_, task) -> timers.add(task),
            Lanes.UNKNOWN,
            () -> new Rehearsed(new Stage() {}, Lanes.UNKNOWN),
            _ -> List.of(),
            log::add));

    private static DrillPlan plan(Duration lasts) {
        return new DrillPlan(new Aim.AllOf("one"), new Fault.Refuse(), 100, Set.of(), null, lasts, false);
    }

    private Report.@Nullable How how(String id) {
        return drills.report(id).orElseThrow().course().how();
    }

    @Test
    void itsTimeEndsIt() {
        String id = drills.start(plan(Duration.ofSeconds(10))).id();
        Drill drill = drills.running().getFirst();
        nanos.set(Duration.ofSeconds(10).toNanos() - 1);
        assertThat(drill.runs(nanos.get())).isTrue();
        assertThat(how(id)).isNull();

        nanos.set(Duration.ofSeconds(10).toNanos());
        assertThat(drill.runs(nanos.get())).isFalse();
        timers.forEach(Runnable::run);
        assertThat(drills.running()).isEmpty();
        assertThat(how(id)).isEqualTo(Report.How.TIME);
        assertThat(log).last().asString().contains("d1 ended, as its time was over");
    }

    @Test
    void stoppingEndsItOnceAndItsReportStays() {
        String id = drills.start(plan(Duration.ofMinutes(1))).id();

        assertThat(drills.stop(id)).isPresent();
        nanos.set(Duration.ofMinutes(2).toNanos());
        timers.forEach(Runnable::run);
        assertThat(how(id)).isEqualTo(Report.How.STOPPED);
        assertThat(drills.stop("d7")).isEmpty();
    }

    @Test
    void theGatewaysEndEndsAll() {
        String id = drills.start(plan(Duration.ofMinutes(1))).id();
        drills.close();

        assertThat(how(id)).isEqualTo(Report.How.SHUTDOWN);
    }

    @Test
    void onlySoManyRunAndOnlySoManyAreRemembered() {
        for (int i = 0; i < 8; i++) {
            drills.start(plan(Duration.ofMinutes(1)));
        }
        assertThatThrownBy(() -> drills.start(plan(Duration.ofMinutes(1))))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("stop one first");
        assertThat(drills.stopAll()).isEqualTo(8);
        for (int i = 0; i < 40; i++) {
            drills.stop(drills.start(plan(Duration.ofMinutes(1))).id());
        }

        assertThat(drills.list()).hasSize(32).last().extracting(Report::id).isEqualTo("d48");
    }

    @Test
    void aCallThatADrillKeepsWaitingGoesOnWhenItIsStopped() throws Exception {
        try (Range range = Range.with(SLOW)) {
            String id = range.drill("\"target\":\"one\",\"fault\":\"timeout\"");
            CompletableFuture<HttpResponse<String>> waiting = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    waiting.complete(range.call("m", false));
                } catch (Exception failed) {
                    waiting.completeExceptionally(failed);
                }
            });
            range.report(id, now -> now.get("faults").asInt() == 1);
            range.stop(id);

            assertThat(waiting.get(20, TimeUnit.SECONDS).body()).contains("from-two");
        }
    }

    @Test
    void afterItsEndTheFirstTargetAnswersAgainAndTheReportSaysSo() throws Exception {
        try (Range range = Range.of()) {
            String id = range.drill("\"model\":\"m\",\"fault\":\"refuse\",\"for\":\"1s\"");
            assertThat(range.call("m", false).body()).contains("from-two");
            range.report(id, now -> now.get("state").asString().equals("ended"));

            assertThat(range.call("m", false).body()).contains("from-one");
            assertThat(range.report(id, now -> !now.get("recovered_after_ms").isNull())
                            .get("why_ended")
                            .asString())
                    .isEqualTo("time");
        }
    }

    @Test
    void aCallersOwnTimeHoldsInADrillToo() throws Exception {
        try (Range range = Range.with(SLOW)) {
            String id = range.drill("\"target\":\"one\",\"fault\":\"timeout\"");
            assertThat(range.sluice()
                            .send(range.sluice()
                                    .request("/v1/chat/completions")
                                    .header("x-sluice-timeout-ms", "200")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            SluiceUnderTest.chatBody("alone", "hi", ""))))
                            .statusCode())
                    .isEqualTo(504);

            assertThat(range.report(id, now -> now.at("/drilled/calls").asInt() == 1)
                            .at("/drilled/failed/upstream_timeout")
                            .asInt())
                    .isEqualTo(1);
        }
    }
}
