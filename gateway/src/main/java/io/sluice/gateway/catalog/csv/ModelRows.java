package io.sluice.gateway.catalog.csv;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes the lines of models of rows of a table, and the lines of other times of their prices of rows of another. */
final class ModelRows {
    static final Set<String> REQUIRED = Set.of("provider", "model_id", "mode", "input", "output");

    static final List<String> MODES = List.of(
            "chat",
            "responses",
            "completion",
            "embedding",
            "image",
            "video",
            "audio_transcription",
            "audio_speech",
            "realtime",
            "rerank",
            "moderation",
            "ocr");
    private static final Pattern BLANK = Pattern.compile("\\s");

    private final Catalog providers;
    private final Wires wires = new Wires();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, List<ModelRow>> rows = new TreeMap<>();

    /** With the providers the rows may name. */
    ModelRows(Catalog providers) {
        this.providers = providers;
    }

    /** The models of each provider, in the order of the table. */
    Map<String, List<ModelRow>> read(CsvTable table) {
        table.rows().forEach(this::read);
        return rows;
    }

    private void read(CsvRow row) {
        String provider = row.required("provider");
        String model = row.required("model_id");
        if (provider.isEmpty() || model.isEmpty()) {
            return;
        }
        CatalogEntry entry = providers.find(provider).orElse(null);
        if (entry == null) {
            row.problem("provider", "\"" + provider + "\" is no provider of providers.csv");
        } else if (BLANK.matcher(model).find()) {
            row.problem("model_id", "\"" + model + "\" holds a blank; no model's name does");
        } else if (!seen.add(provider + "\t" + model + "\t" + row.get("region"))) {
            row.problem("model_id", "\"" + model + "\" stands here a second time; keep one of the two");
        } else {
            rows.computeIfAbsent(provider, _ -> new ArrayList<>()).add(new ModelRow(model, cells(model, entry, row)));
        }
    }

    private List<String> cells(String model, CatalogEntry entry, CsvRow row) {
        return List.of(
                model,
                row.get("region"),
                row.checked("mode", MODES::contains, "is no mode; write one of " + String.join(", ", MODES)),
                row.whole("context_window"),
                row.whole("max_input"),
                row.whole("max_output"),
                PriceCells.of(row),
                String.join(" ", TraitCells.of(row)),
                wires.named(entry, row),
                row.day("release_date"),
                row.day("deprecation_date"),
                row.get("status"),
                row.get("base_model"));
    }
}
