package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MainTest {
    private final Recorded terminal = new Recorded();

    @Test
    void aloneItListsEveryCommandWithItsSentence() {
        assertThat(run()).isZero();

        for (Command command : Command.values()) {
            assertThat(terminal.output()).contains(command.words()).contains(command.summary());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCommandExplainsItselfItsFlagsAndItsStatuses(Command command) {
        assertThat(run((command.words() + " --help").split(" "))).isZero();

        assertThat(terminal.output()).startsWith("sluice " + command.words()).contains("--config FILE", "--data DIR");
        assertThat(terminal.output()).contains("Exit status: 0", "64", "78");
        assertThat(terminal.output().lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheNearest() {
        assertThat(run("strat")).isEqualTo(Exit.USAGE);
        assertThat(run("key", "craete", "--name", "x")).isEqualTo(Exit.USAGE);

        assertThat(terminal.complaints()).contains("did you mean start?", "did you mean key create?");
    }

    @Test
    void aWordThatResemblesNothingIsAnsweredWithAllCommands() {
        assertThat(run("frobnicate")).isEqualTo(Exit.USAGE);

        assertThat(terminal.complaints()).contains("start, demo, check, import, simulate, key create");
    }

    @Test
    void versionPrintsTheVersionAlone() {
        assertThat(run("version")).isZero();

        assertThat(terminal.lines()).singleElement().asString().startsWith("sluice ");
    }

    @Test
    void theSimulatorsMistakesHaveOurStatuses(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("script.json"), "{ not a script");

        assertThat(run("simulate", "--listen", "nowhere")).isEqualTo(Exit.USAGE);
        assertThat(run("simulate", "--script", script.toString())).isEqualTo(Exit.CONFIG);
        assertThat(run("simulate", "--script", folder.resolve("absent").toString()))
                .isEqualTo(Exit.FAILED);
    }

    private int run(String... line) {
        var surroundings = new Surroundings(terminal, Map.of(), Path.of(""), InstantSource.system());
        return Main.run(List.of(line), surroundings);
    }
}
