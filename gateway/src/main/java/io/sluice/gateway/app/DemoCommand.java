package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** {@code sluice demo}: a gateway with simulated providers, one of them failing, and traffic to look at. */
final class DemoCommand {
    private final Surroundings surroundings;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs until SIGTERM or SIGINT; nothing leaves this machine. */
    int run(Arguments arguments) {
        if (arguments.value("data") != null) {
            return run(arguments, surroundings.folder().resolve(String.valueOf(arguments.value("data"))));
        }
        Path folder = temporary();
        try {
            return run(arguments, folder);
        } finally {
            delete(folder);
        }
    }

    private int run(Arguments arguments, Path folder) {
        try (DemoProviders providers = DemoProviders.start();
                Instance process =
                        Instance.open(folder, () -> configuration(arguments, folder, providers), surroundings)) {
            Running running = new Running(process.gateway(), () -> {});
            process.banner("of the demo alone, no file and no environment is read", LocalProviders.DEMO)
                    .print(surroundings.terminal());
            String key = process.key("demo-traffic");
            surroundings
                    .terminal()
                    .err("sluice: traffic runs over the models " + String.join(", ", DemoProviders.MODELS)
                            + "; \"flaky\" fails now and then. Look at it with: sluice calls --data " + folder);
            try (DemoTraffic _ = DemoTraffic.start(process.gateway().dataAddress(), key)) {
                running.untilStopped();
            }
            return Exit.OK;
        } catch (IOException failed) {
            throw CommandFailed.because("the demo cannot run: " + failed.getMessage());
        }
    }

    private Configuration configuration(Arguments arguments, Path folder, DemoProviders providers) {
        SettingsReader reader = new SettingsReader(Catalog.bundled(), Environment.of(Map.of()), folder);
        try {
            Settings.Overrides listeners = ListenFlags.overrides(arguments, surroundings.folder());
            return providers.added(
                    reader.withoutFile(new Settings.Overrides(listeners.listen(), listeners.admin(), folder)));
        } catch (ConfigProblems wrong) {
            throw CommandFailed.config(wrong.problems().getFirst().toString());
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("sluice-demo-");
        } catch (IOException failed) {
            throw CommandFailed.because("cannot make a temporary data folder: " + failed.getMessage());
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            System.getLogger("sluice").log(System.Logger.Level.INFO, "left behind: " + folder);
        }
    }
}
