package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.Problem;

/** {@code sluice check FILE}: says that a configuration would start and what it holds, or everything wrong with it. */
final class CheckCommand {
    private CheckCommand() {}

    /** Exit 0 with a summary on standard output, or 78 with a problem a line on standard error. */
    static int run(Surroundings surroundings, Arguments arguments) {
        String file = arguments.operand();
        Terminal terminal = surroundings.terminal();
        SettingsReader reader = new SettingsReader(
                        Catalog.bundled(), Environment.of(surroundings.environment()), surroundings.folder())
                .strictly(arguments.has(Command.STRICT));
        try {
            Configuration configuration = reader.read(file, Settings.Overrides.NONE);
            configuration.notes().forEach(note -> terminal.err("warning: " + note));
            terminal.out(file + ": OK");
            summary(terminal, configuration);
            return Exit.OK;
        } catch (ConfigProblems wrong) {
            wrong.problems().stream().map(Problem::toString).forEach(terminal::err);
            int count = wrong.problems().size();
            terminal.err(count == 1 ? "1 problem" : count + " problems");
            return Exit.CONFIG;
        }
    }

    private static void summary(Terminal terminal, Configuration configuration) {
        Settings settings = configuration.settings();
        terminal.out("  listen     " + settings.listen() + (settings.tls() == null ? "" : " (TLS)"));
        terminal.out("  admin      " + (settings.onePort() ? "on the same port" : settings.admin()));
        terminal.out("  data       " + settings.data());
        terminal.out("  providers  " + names(configuration.providers().keySet()));
        terminal.out("  models     " + names(settings.models().keySet()));
        if (settings.auth() == Settings.Auth.NONE) {
            terminal.out("  auth       none: whoever reaches the listener may call");
        }
        if (settings.record() == Settings.Recording.NONE) {
            terminal.out("  record     none: no call leaves a trace");
        }
    }

    private static String names(Iterable<String> names) {
        String joined = String.join(", ", names);
        return joined.isEmpty() ? "none" : joined;
    }
}
