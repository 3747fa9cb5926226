package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.Problem;
import io.sluice.gateway.litellm.Imported;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** {@code sluice import FILE}: writes the {@code sluice.yaml} that LiteLLM's file comes to. */
final class ImportCommand {
    private ImportCommand() {}

    /** Exit 0 with the document written, or 78 where the file cannot be read, or not be carried whole as asked for. */
    static int run(Surroundings surroundings, Arguments arguments) {
        Terminal terminal = surroundings.terminal();
        SettingsReader reader = new SettingsReader(
                Catalog.bundled(), Environment.of(surroundings.environment()), surroundings.folder());
        try {
            Imported imported = reader.said(arguments.operand());
            imported.lost().forEach(lost -> terminal.err("not carried: " + lost));
            imported.toSet().forEach(wanted -> terminal.err("to do: " + wanted));
            if (arguments.has(Command.STRICT) && !imported.lost().isEmpty()) {
                terminal.err(
                        "sluice: nothing was written, as something cannot be carried; leave out --strict to write it");
                return Exit.CONFIG;
            }
            write(imported, arguments.value("out"), surroundings);
            return Exit.OK;
        } catch (ConfigProblems wrong) {
            wrong.problems().stream().map(Problem::toString).forEach(terminal::err);
            return Exit.CONFIG;
        }
    }

    private static void write(Imported imported, @Nullable String out, Surroundings surroundings) {
        String text = imported.text().text();
        if (out == null) {
            text.lines().forEach(surroundings.terminal()::out);
            return;
        }
        Path file = surroundings.folder().resolve(out);
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException _) {
            throw CommandFailed.because(file + " is there already; name another file, or remove it");
        } catch (IOException failed) {
            throw CommandFailed.because("cannot write " + file + ": " + failed);
        }
    }
}
