package io.sluice.gateway.catalog.csv;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Puts rows of other times of prices below the models they are about. */
final class HistoryRows {
    static final Set<String> REQUIRED = Set.of("provider", "model_id", "valid_from", "valid_to", "input", "output");

    private static final Pattern VERSION = Pattern.compile("-v\\d+(:\\d+)?$");
    private static final Pattern HOURS = Pattern.compile("(\\d\\d:\\d\\d)(:\\d\\d)?Z-(\\d\\d:\\d\\d)(:\\d\\d)?Z");
    private static final String EVERY_REGION = "regional.";
    private static final Pattern REGION = Pattern.compile("(us|eu|apac|jp|au|ca)\\.");

    private int left;

    /** Adds them; rows of models that are not among these are counted and left out. */
    void add(CsvTable table, Map<String, List<ModelRow>> models) {
        for (CsvRow row : table.rows()) {
            String provider = row.required("provider");
            String model = row.required("model_id");
            List<String> period = List.of(
                    row.day("valid_from"),
                    row.day("valid_to"),
                    row.checked("time_of_day_utc", HOURS.asMatchPredicate(), "is no time of day")
                            .replaceAll("(\\d\\d:\\d\\d):\\d\\dZ", "$1Z"),
                    row.get("source").contains("-git") ? "seen" : "declared",
                    PriceCells.of(row));
            List<ModelRow> about = models.getOrDefault(provider, List.of()).stream()
                    .filter(one -> one.region().isEmpty() && about(model, one.id()))
                    .toList();
            about.forEach(one -> one.periods().add(period));
            left += about.isEmpty() ? 1 : 0;
        }
    }

    /** How many rows were about no model that is listed. */
    int left() {
        return left;
    }

    /** {@code regional.X} is every regional profile of X; a version number at the end may be missing in the list. */
    private static boolean about(String written, String listed) {
        if (written.equals(listed)) {
            return true;
        }
        String bare = VERSION.matcher(written).replaceFirst("");
        String model = VERSION.matcher(listed).replaceFirst("");
        if (bare.startsWith(EVERY_REGION)) {
            return REGION.matcher(model).lookingAt()
                    && REGION.matcher(model).replaceFirst("").equals(bare.substring(EVERY_REGION.length()));
        }
        return !bare.equals(written) && bare.equals(model);
    }
}
