package io.sluice.gateway.app;

import io.sluice.gateway.catalog.csv.Refreshed;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code sluice catalog refresh}: makes the catalog of the data folder of tables in a folder; all of it or none. */
final class CatalogCommand {
    private CatalogCommand() {}

    /** Exit 0 with a summary on standard output, or 78 with a problem a line on standard error. */
    static int refresh(Arguments arguments, Surroundings surroundings) {
        Path from = surroundings.folder().resolve(arguments.required("from")).normalize();
        LocalDate asOf = day(arguments.value("as-of"), surroundings);
        DataFolder folder = DataCommand.folder(arguments, surroundings);
        folder.mustExist();
        Terminal terminal = surroundings.terminal();
        try {
            Refreshed refreshed = Refreshed.of(from, asOf);
            write(folder.catalog(), refreshed.files());
            terminal.out("The catalog now has " + refreshed.providers() + " providers and " + refreshed.models()
                    + " models, as of " + asOf + ", in " + folder.catalog());
            if (refreshed.left() > 0) {
                terminal.err("Left out: " + refreshed.left() + " rows of price_history.csv about models that"
                        + " models.csv does not list");
            }
            terminal.err("It holds from the next start, or when the configuration is read again (SIGHUP).");
            return Exit.OK;
        } catch (ConfigProblems wrong) {
            List<Problem> problems = wrong.problems();
            problems.stream().map(Problem::toString).forEach(terminal::err);
            throw CommandFailed.config((problems.size() == 1 ? "1 problem" : problems.size() + " problems")
                    + ", told above; the catalog stays as it was");
        } catch (IOException failed) {
            throw CommandFailed.because("the catalog was not written: " + failed.getMessage());
        }
    }

    private static LocalDate day(@Nullable String text, Surroundings surroundings) {
        try {
            return text == null
                    ? LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC)
                    : LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw CommandFailed.usage("--as-of \"" + text + "\" is no day; write 2026-08-21");
        }
    }

    /** A gateway that reads meanwhile finds the old files or the new ones, and for a moment none, never half of them. */
    private static void write(Path folder, Map<String, String> files) throws IOException {
        Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
        Path old = folder.resolveSibling(folder.getFileName() + ".old");
        delete(fresh);
        delete(old);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = fresh.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        if (Files.exists(folder)) {
            Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        delete(old);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
