package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.Problem;
import java.nio.file.Files;
import java.util.function.Consumer;
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
                Catalog.bundled(), Environment.of(surroundings.environment()), surroundings.folder());
        String file = file(arguments);
        Settings.Overrides overrides = ListenFlags.overrides(arguments, surroundings.folder());
        if (file != null) {
            return run(
                    read(() -> reader.read(file, overrides)),
                    new SettingsFile.Source(file, reader, overrides),
                    null,
                    work);
        }
        try (LocalProviders local = LocalProviders.start()) {
            return run(read(() -> local.added(reader.withoutFile(overrides))), null, local.model(), work);
        }
    }

    private int run(
            Configuration configuration,
            SettingsFile.@Nullable Source file,
            @Nullable String model,
            @Nullable Consumer<Instance> work) {
        try (Instance process = Instance.open(configuration, surroundings)) {
            process.banner(file == null ? null : file.name(), model).print(terminal);
            if (work != null) {
                work.accept(process);
                return Exit.OK;
            }
            try (Reloading reloading = Reloading.of(process.gateway(), file, terminal)) {
                new Running(process.gateway(), reloading::now).untilStopped();
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
