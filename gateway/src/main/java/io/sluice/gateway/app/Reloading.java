package io.sluice.gateway.app;

import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Problem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the configuration again when its file changes and on SIGHUP, and says what came of it. */
final class Reloading implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final @Nullable SettingsFile file;
    private final Terminal terminal;

    private Reloading(@Nullable SettingsFile file, Terminal terminal) {
        this.file = file;
        this.terminal = terminal;
    }

    /** Watches a file for a gateway; without a file there is nothing to read again. */
    static Reloading of(Gateway gateway, SettingsFile.@Nullable Source source, Terminal terminal) {
        if (source == null) {
            return new Reloading(null, terminal);
        }
        SettingsFile file =
                new SettingsFile(source, gateway.configuration(), new Telling(gateway, source.name(), terminal));
        file.watch(LOOK);
        return new Reloading(file, terminal);
    }

    /** Reads now. */
    void now() {
        if (file == null) {
            terminal.err("sluice: there is no configuration file to read again");
        } else {
            file.reload();
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }

    /** Hands good settings to the gateway and tells the terminal of good and bad. */
    private record Telling(Gateway gateway, String name, Terminal terminal) implements SettingsFile.Listener {

        @Override
        public void changed(Configuration configuration, List<String> afterRestart) {
            gateway.reload(configuration);
            configuration.notes().forEach(note -> terminal.err("sluice: warning: " + note));
            terminal.err("sluice: " + name + " was read again and holds from now on");
            if (!afterRestart.isEmpty()) {
                terminal.err("sluice: these take a restart: " + String.join(", ", afterRestart));
            }
        }

        @Override
        public void refused(ConfigProblems wrong) {
            wrong.problems().stream().map(Problem::toString).forEach(terminal::err);
            terminal.err("sluice: " + name + " has " + wrong.problems().size()
                    + " problem(s), told above; the settings before it stay");
        }
    }
}
