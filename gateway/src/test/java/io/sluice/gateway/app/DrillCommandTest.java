package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.drill.DrillDesk;
import io.sluice.gateway.drill.Drills;
import io.sluice.gateway.drill.Known;
import io.sluice.gateway.drill.Rehearsed;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class DrillCommandTest {
    private static final VirtualKey KEY = new VirtualKey("key_abcdefghijkl", "laptop", null, Instant.EPOCH, null);

    @TempDir
    Path folder;

    private final AtomicReference<Runnable> atItsEnd = new AtomicReference<>();
    private final DrillDesk desk = new DrillDesk(
            new Drills(new Drills.World(
                    () -> 0,
                    () -> Instant.EPOCH,
                    () -> 0L,
                    (_, task) -> atItsEnd.set(task),
                    Lanes.UNKNOWN,
                    () -> new Rehearsed(new Stage() {}, Lanes.UNKNOWN),
                    _ -> List.of(),
                    _ -> {})),
            new Known() {
                @Override
                public List<VirtualKey> keys() {
                    return List.of(KEY);
                }

                @Override
                public Collection<String> providers() {
                    return Set.of("openai");
                }

                @Override
                public Collection<String> models() {
                    return Set.of("fast");
                }

                @Override
                public boolean model(String name) {
                    return name.equals("fast");
                }
            });
    private final Recorded terminal = new Recorded();
    private final DrillCommand drill = new DrillCommand(desk, terminal);

    private static Arguments arguments(Command command, String... words) {
        return Arguments.of(command, List.of(words));
    }

    private int start(String... words) {
        return drill.start(arguments(Command.DRILL_START, words));
    }

    @Test
    void theIdAloneIsOnStandardOutput() {
        assertThat(start("--target", "openai/gpt-5", "--fault", "429", "--share=10%", "--key", "laptop"))
                .isZero();

        assertThat(terminal.lines()).containsExactly("d1");
        assertThat(terminal.complaints())
                .contains("429 at openai/gpt-5 for 10 % of the calls of key laptop", "300 s", "sluice drill stop d1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fault 429",
                "--target openai --fault 404",
                "--target openai --fault 429 --share 0",
                "--target openai --fault 429 --for 2h",
                "--target openai --fault 429 --key nobody",
                "--model slow --fault 429"
            })
    void aMistakeIsOneOfTheCommandLine(String line) {
        assertThatThrownBy(() -> start(line.split(" ")))
                .isInstanceOfSatisfying(
                        CommandFailed.class,
                        failed -> assertThat(failed.status()).isEqualTo(Exit.USAGE))
                .hasMessageContaining("--");
    }

    @Test
    void stoppingNamesOneOrMeansAll() {
        start("--model", "fast", "--fault", "refuse");
        start("--target", "openai", "--fault", "cut", "--after", "7");
        start("--target", "openai", "--fault", "503");

        drill.stop(arguments(Command.DRILL_STOP, "d2"));
        assertThat(terminal.complaints()).contains("Drill d2 has ended: it was stopped.");
        drill.stop(arguments(Command.DRILL_STOP));
        assertThat(terminal.complaints()).contains("Ended 2 drills.");
        assertThatThrownBy(() -> drill.stop(arguments(Command.DRILL_STOP, "d9")))
                .hasMessageContaining("sluice drill list");
    }

    @Test
    void theListAndTheReportShowWhatIsKnown() {
        start("--model", "fast", "--fault", "refuse");
        drill.list();
        drill.report(arguments(Command.DRILL_REPORT, "d1"));

        assertThat(terminal.lines())
                .anyMatch(row ->
                        row.matches("d1 +refuse +the first target of model fast +all calls +runs, 300 s left .*"))
                .anyMatch(row -> row.matches("CALLS +ENDED +WHOLE +FAILED +GONE +ATTEMPTS +P50 MS +P95 MS +FIRST.*"))
                .anyMatch(row -> row.matches("in the drill +0 +0 +0 +0 +0 +- +- +- +-"));
    }

    @Test
    void forProgramsTheReportIsJson() {
        start("--model", "fast", "--fault", "refuse", "--for", "90s");
        drill.report(arguments(Command.DRILL_REPORT, "d1", "--json"));

        var report = JsonMapper.shared().readTree(terminal.lines().getLast());
        assertThat(report.get("model").asString()).isEqualTo("fast");
        assertThat(report.get("for_ms").asInt()).isEqualTo(90_000);
    }

    @Test
    void whoStopsWaitingEndsTheDrill() {
        Terminal leaving = new Terminal() {
            @Override
            public void out(String line) {}

            @Override
            public void err(String line) {
                if (line.contains("faults")) {
                    throw CommandFailed.because("the client went away");
                }
            }
        };
        Arguments words = arguments(Command.DRILL_START, "--model", "fast", "--fault", "refuse", "--wait");

        assertThatThrownBy(() -> new DrillCommand(desk, leaving).start(words)).hasMessageContaining("went away");
        assertThat(desk.drills().list()).allMatch(report -> report.course().how() != null);
    }

    @Test
    void withoutAGatewayThereIsNothingToDrill() {
        Shell shell = new Shell(folder);
        shell.data().make();
        var ran = shell.run("drill", "list");

        assertThat(ran.status()).isEqualTo(Exit.FAILED);
        assertThat(ran.err()).contains("no gateway runs over this data folder");
    }

    @Test
    void inARunningGatewayItHoldsWhenTheCommandReturns() throws Exception {
        try (Simulator provider = Simulator.start()) {
            Files.writeString(
                    folder.resolve("sluice.yaml"),
                    "providers:\n  sim: { dialect: openai-chat, url: \"" + provider.url()
                            + "/v1\", key: sk }\nmodels: { fast: sim/gpt-test }\n");
            try (Started sluice = Started.in(folder, "curl ", "--config", "sluice.yaml")) {
                Shell shell = new Shell(folder);
                String id = shell.run("drill", "start", "--model", "fast", "--fault", "refuse")
                        .line();
                String chat = SluiceUnderTest.chatBody("fast", "hi", "");
                String key = sluice.lines().get(3);
                HttpResponse<String> failed = Started.send(sluice.url().resolve("/v1/chat/completions"), key, chat);
                assertThat(failed.statusCode()).isEqualTo(502);

                assertThat(shell.run("drill", "stop").status()).isZero();
                assertThat(Started.send(sluice.url().resolve("/v1/chat/completions"), key, chat)
                                .statusCode())
                        .isEqualTo(200);
                assertThat(shell.run("drill", "report", id).out())
                        .contains("What callers saw in the drill: upstream_connect 1");
                var waited =
                        shell.run("drill", "start", "--model", "fast", "--fault", "refuse", "--for", "1s", "--wait");
                assertThat(waited.out().getFirst()).startsWith("Drill d2: refuse");
                assertThat(sluice.complaints()).contains("drill d1 begins", "drill d1 ended, as it was stopped");
            }
        }
    }
}
