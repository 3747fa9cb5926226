package io.sluice.gateway.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code sluice train}, which no help names: what the launcher runs to fill the start-up cache. A gateway on free ports and
 * a folder of its own talks to itself for a few seconds; no configuration of the user is looked at.
 */
final class TrainCommand {
    static final List<String> LINE = List.of("train");
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);
    private static final int FEWEST = 200;

    private TrainCommand() {}

    static int run(Surroundings process) {
        try {
            Path folder = Files.createTempDirectory("sluice-train-");
            Surroundings own = new Surroundings(new Quiet(), Map.of(), folder, process.clock());
            Arguments arguments = Arguments.of(
                    Command.START, List.of("--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--data", "data"));
            new StartCommand(own).run(arguments, TrainCommand::traffic);
            return Exit.OK;
        } catch (IOException failed) {
            throw CommandFailed.because("cannot train: " + failed.getMessage());
        }
    }

    private static void traffic(Instance gateway) {
        long end = System.nanoTime() + LONG_ENOUGH.toNanos();
        try (DemoTraffic traffic =
                new DemoTraffic(gateway.gateway().dataAddress(), String.valueOf(gateway.key("train")))) {
            for (int i = 0; i < FEWEST || System.nanoTime() < end; i++) {
                traffic.call("/v1/chat/completions", DemoTraffic.chat(LocalProviders.DEMO, i % 20 == 0));
                traffic.call("/v1/embeddings", "{\"model\":\"demo\",\"input\":\"Hello!\"}");
                traffic.call("/v1/chat/completions", "{not json");
            }
        } catch (IOException failed) {
            throw CommandFailed.because("cannot train: " + failed.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Quiet implements Terminal {
        @Override
        public void out(String line) {}

        @Override
        public void err(String line) {}
    }
}
