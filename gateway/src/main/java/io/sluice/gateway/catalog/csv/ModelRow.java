package io.sluice.gateway.catalog.csv;

import java.util.ArrayList;
import java.util.List;

/**
 * One model's lines in the making.
 *
 * @param id the name that goes upstream
 * @param cells its own line
 * @param periods the lines below it
 */
record ModelRow(String id, List<String> cells, List<List<String>> periods) {
    ModelRow(String id, List<String> cells) {
        this(id, cells, new ArrayList<>());
    }

    /** Where its prices hold; empty: everywhere. */
    String region() {
        return cells.get(1);
    }

    /** All of it as text. */
    String text() {
        StringBuilder text = new StringBuilder(String.join("\t", cells)).append('\n');
        periods.forEach(
                period -> text.append('\t').append(String.join("\t", period)).append('\n'));
        return text.toString();
    }
}
