package io.sluice.gateway.catalog.csv;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.ModelLines;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Place;
import io.sluice.gateway.config.Problem;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A catalog made of tables: {@code providers.csv}, {@code models.csv} and, where it is there, {@code price_history.csv} of
 * one folder.
 *
 * @param files the text of each file of the catalog, by its path below the catalog's folder
 * @param providers how many providers it has
 * @param models how many models, a region of one counted apart
 * @param left rows of other times of prices that are about no listed model
 */
public record Refreshed(Map<String, String> files, int providers, int models, int left) {
    private static final String PROVIDERS = "providers.csv";
    private static final String MODELS = "models.csv";
    private static final String HISTORY = "price_history.csv";

    /** Keeps a copy. */
    public Refreshed {
        files = Map.copyOf(files);
    }

    /**
     * Reads the tables of a folder.
     *
     * @param asOf the day the prices of {@code models.csv} are of
     * @throws ConfigProblems everything wrong with them, each with file, line and column
     */
    public static Refreshed of(Path folder, LocalDate asOf) throws ConfigProblems {
        List<Problem> problems = new ArrayList<>();
        Map<String, List<String>> providers = new ProviderRows(ProviderNotes.bundled())
                .lines(table(folder, PROVIDERS, ProviderRows.REQUIRED, problems));
        stopAt(problems);
        String lines = CatalogFiles.providers(providers.values());
        Map<String, List<ModelRow>> models =
                new ModelRows(catalog(lines)).read(table(folder, MODELS, ModelRows.REQUIRED, problems));
        HistoryRows history = new HistoryRows();
        if (Files.exists(folder.resolve(HISTORY))) {
            history.add(table(folder, HISTORY, HistoryRows.REQUIRED, problems), models);
        }
        stopAt(problems);
        Map<String, String> files = new TreeMap<>();
        files.put("providers.tsv", lines);
        int count = 0;
        for (Map.Entry<String, List<ModelRow>> provider : models.entrySet()) {
            files.put("models/" + provider.getKey() + ".tsv", text(asOf, provider.getValue()));
            count += provider.getValue().size();
        }
        return new Refreshed(files, providers.size(), count, history.left());
    }

    private static String text(LocalDate asOf, List<ModelRow> rows) {
        StringBuilder text = new StringBuilder(ModelLines.head(asOf));
        rows.forEach(row -> text.append(row.text()));
        ModelLines.check(text.toString());
        return text.toString();
    }

    private static Catalog catalog(String lines) throws ConfigProblems {
        try {
            return Catalog.of(lines);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigProblems(List.of(new Problem(Place.of(PROVIDERS), "", String.valueOf(wrong.getMessage()))));
        }
    }

    private static CsvTable table(Path folder, String name, Set<String> required, List<Problem> problems)
            throws ConfigProblems {
        Path file = folder.resolve(name);
        try {
            return CsvTable.read(file.toString(), Files.readString(file), required, problems::add);
        } catch (NoSuchFileException missing) {
            throw unreadable(file, "is missing; name the folder that holds " + PROVIDERS + " and " + MODELS);
        } catch (MalformedInputException wrong) {
            throw unreadable(file, "is no UTF-8 text");
        } catch (IOException failed) {
            throw unreadable(file, "cannot be read: " + failed.getMessage());
        }
    }

    private static ConfigProblems unreadable(Path file, String why) {
        return new ConfigProblems(List.of(new Problem(Place.of(file.toString()), "", why)));
    }

    private static void stopAt(List<Problem> problems) throws ConfigProblems {
        if (!problems.isEmpty()) {
            throw new ConfigProblems(problems);
        }
    }
}
