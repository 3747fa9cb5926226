package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code sluice start}: takes the data folder, opens the listeners, says where they are, and runs until it is told to stop. */
final class StartCommand {
    private static final String USUAL_FILE = "sluice.yaml";

    private final Surroundings surroundings;
    private final Terminal terminal;

    StartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.terminal = surroundings.terminal();
    }

    /** Runs until SIGTERM or SIGINT. */
    int run(Arguments arguments) {
        return run(arguments, null);
    }

    /** Runs until the work is done; without any, until SIGTERM or SIGINT. */
    int run(Arguments arguments, @Nullable Consumer<Instance> work) {
        SettingsReader reader = new SettingsReader(
                        Catalog.bundled(), Environment.of(surroundings.environment()), surroundings.folder())
                .strictly(arguments.has(Command.STRICT));
        String file = file(arguments);
        Settings.Overrides overrides = ListenFlags.overrides(arguments, surroundings.folder());
        if (file != null) {
            Configuration configuration = read(() -> reader.read(file, overrides));
            configuration.notes().forEach(note -> terminal.err("sluice: warning: " + note));
            return run(
                    new Plan(
                            configuration.settings().data(),
                            () -> configuration,
                            new SettingsFile.Source(file, reader, overrides),
                            () -> null),
                    work);
        }
        // Beside each other: the simulated provider starts while the configuration is read and the folder opened.
        try (Aside<LocalProviders> local = new Aside<>(LocalProviders::start)) {
            Configuration bare = read(() -> reader.withoutFile(overrides));
            return run(
                    new Plan(
                            bare.settings().data(),
                            () -> local.result().added(bare),
                            null,
                            () -> local.result().model()),
                    work);
        }
    }

    /**
     * What is to be started.
     *
     * @param data the data folder
     * @param configuration the whole configuration, waited for if need be
     * @param file where it came from, or null
     * @param model the model of the first curl line, or null
     */
    private record Plan(
            Path data,
            Supplier<Configuration> configuration,
            SettingsFile.@Nullable Source file,
            Supplier<@Nullable String> model) {}

    private int run(Plan plan, @Nullable Consumer<Instance> work) {
        try (Instance process = Instance.open(plan.data(), plan.configuration(), surroundings);
                Reloading reloading = Reloading.of(process.gateway(), plan.file(), terminal)) {
            Running running = new Running(process.gateway(), reloading::now);
            process.banner(
                            plan.file() == null
                                    ? "from the environment alone"
                                    : plan.file().name(),
                            plan.model().get())
                    .print(terminal);
            if (work == null) {
                running.untilStopped();
            } else {
                work.accept(process);
            }
            return Exit.OK;
        }
    }

    /** A reading of the configuration. */
    private interface Read {
        Configuration configuration() throws ConfigProblems;
    }

    private Configuration read(Read from) {
        try {
            return from.configuration();
        } catch (ConfigProblems wrong) {
            wrong.problems().stream().map(Problem::toString).forEach(terminal::err);
            throw CommandFailed.config("the configuration has "
                    + wrong.problems().size() + " problem(s), told above; nothing was started");
        }
    }

    private @Nullable String file(Arguments arguments) {
        String named = arguments.value("config");
        if (named != null) {
            return named;
        }
        return Files.exists(surroundings.folder().resolve(USUAL_FILE)) ? USUAL_FILE : null;
    }
}
