package io.sluice.gateway.store;

import java.util.List;

/**
 * The migrations of one database file, oldest first; their count is the schema number this program writes.
 *
 * <p>A migration that was ever released is never edited: a change is one more at the end.
 *
 * <p>A statement about {@code {day}} is carried out for the table of every day there is.
 *
 * @param migrations the statements that lead from schema number {@code i} to {@code i + 1}
 */
public record Schema(List<List<String>> migrations) {
    public Schema {
        migrations = migrations.stream().map(List::copyOf).toList();
    }

    /** The number a file has when all migrations were applied; 0 is an empty file. */
    public int number() {
        return migrations.size();
    }
}
