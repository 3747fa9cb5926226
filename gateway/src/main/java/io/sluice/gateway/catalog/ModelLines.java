package io.sluice.gateway.catalog;

import io.sluice.dialects.ModelFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The file of one provider's models: {@code # as of DAY}, then a line a model with tabs between the columns of {@link
 * #COLUMNS}; below a model, lines that begin with a tab are other times of its prices: from, to, hours, {@code declared} or
 * {@code seen}, prices. A line is understood when its model is asked for.
 */
public final class ModelLines {
    /** The columns of a model's line, in their order. */
    public static final List<String> COLUMNS = List.of(
            "id",
            "region",
            "mode",
            "context",
            "max_input",
            "max_output",
            "prices",
            "traits",
            "wire",
            "released",
            "retired",
            "status",
            "like");

    /** A provider of which nothing is known. */
    static final ModelLines NONE = new ModelLines(LocalDate.EPOCH, Map.of());

    private static final String AS_OF = "# as of ";
    private static final int PERIOD_CELLS = 6;

    private final LocalDate asOf;
    private final Map<String, String> blocks;
    private final Map<String, List<ModelEntry>> read = new ConcurrentHashMap<>();

    private ModelLines(LocalDate asOf, Map<String, String> blocks) {
        this.asOf = asOf;
        this.blocks = blocks;
    }

    /** The head of a file. */
    public static String head(LocalDate asOf) {
        return AS_OF + asOf + ": " + String.join(" | ", COLUMNS) + "\n";
    }

    /** Those of a file, none of them understood yet. */
    static ModelLines of(String text) {
        int end = text.indexOf(':');
        LocalDate asOf = text.startsWith(AS_OF) && end > 0 ? day(text.substring(AS_OF.length(), end)) : null;
        if (asOf == null) {
            throw new IllegalArgumentException("the first line does not say \"" + AS_OF + "DAY:\"");
        }
        Map<String, String> blocks = new LinkedHashMap<>();
        int from = text.indexOf('\n') + 1;
        while (from < text.length()) {
            int to = next(text, from);
            int tab = text.indexOf('\t', from);
            if (tab <= from || tab > to) {
                throw new IllegalArgumentException(
                        "a line has no columns: " + text.substring(from, to).strip());
            }
            blocks.merge(text.substring(from, tab), text.substring(from, to), String::concat);
            from = to;
        }
        return new ModelLines(asOf, Collections.unmodifiableMap(blocks));
    }

    /** Understands all of a file; {@link IllegalArgumentException} says what is wrong with a line. */
    public static void check(String text) {
        whole(text);
    }

    /** Those of a file, all of them understood. */
    static ModelLines whole(String text) {
        ModelLines lines = of(text);
        lines.ids().forEach(lines::find);
        return lines;
    }

    /** The end of a model's lines, those of its periods too. */
    private static int next(String text, int from) {
        int at = from;
        do {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        } while (at < text.length() && text.charAt(at) == '\t');
        return at;
    }

    /** The names of its models. */
    Collection<String> ids() {
        return blocks.keySet();
    }

    /** The entries of a model, one for each region it is told apart in; none where it is not listed. */
    List<ModelEntry> find(String id) {
        String block = blocks.get(id);
        return block == null ? List.of() : read.computeIfAbsent(id, _ -> new Reading(asOf).entries(block));
    }

    private static @Nullable LocalDate day(String cell) {
        return cell.isEmpty() ? null : Days.parse(cell);
    }

    private static @Nullable Long number(String cell) {
        return cell.isEmpty() ? null : Long.valueOf(cell);
    }

    /** Reads the lines of one model. */
    private static final class Reading {
        private final LocalDate asOf;
        private final List<ModelEntry> entries = new ArrayList<>(1);
        private final List<PricePeriod> periods = new ArrayList<>();

        Reading(LocalDate asOf) {
            this.asOf = asOf;
        }

        List<ModelEntry> entries(String block) {
            for (String line : CatalogLine.split(block, '\n')) {
                if (!line.isEmpty()) {
                    line(line);
                }
            }
            done();
            return List.copyOf(entries);
        }

        private void line(String line) {
            List<String> cells = CatalogLine.split(line, '\t');
            if (line.startsWith("\t") && cells.size() == PERIOD_CELLS) {
                periods.add(new PricePeriod(
                        day(cells.get(1)),
                        day(cells.get(2)),
                        cells.get(3),
                        cells.get(4).equals("declared"),
                        Prices.parse(cells.get(5))));
            } else if (cells.size() == COLUMNS.size()) {
                done();
                entries.add(entry(cells));
            } else {
                throw new IllegalArgumentException(
                        cells.size() + " columns instead of " + COLUMNS.size() + ": " + line);
            }
        }

        private ModelEntry entry(List<String> cells) {
            return new ModelEntry(
                    cells.get(0),
                    cells.get(1),
                    cells.get(2),
                    number(cells.get(3)),
                    number(cells.get(4)),
                    new ModelFacts(number(cells.get(5)), Set.copyOf(CatalogLine.words(cells.get(7)))),
                    cells.get(8).isEmpty() ? null : cells.get(8),
                    new Pricing(Prices.parse(cells.get(6)), asOf, List.of()),
                    cells.get(9),
                    cells.get(10),
                    cells.get(11),
                    cells.get(12));
        }

        private void done() {
            if (!periods.isEmpty()) {
                ModelEntry entry = entries.removeLast();
                entries.add(entry.priced(new Pricing(entry.pricing().listed(), asOf, periods)));
                periods.clear();
            }
        }
    }
}
