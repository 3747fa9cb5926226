package io.sluice.gateway.store;

import java.util.List;

/** What {@code calls.db} holds beside the tables of the days. */
final class CallSchema {
    static final Schema SCHEMA = new Schema(List.of(
            List.of("""
            CREATE TABLE open_calls (
                id      BLOB PRIMARY KEY NOT NULL,
                opening BLOB NOT NULL
            ) STRICT""", """
            CREATE TABLE refusals (
                minute INTEGER NOT NULL,
                reason TEXT NOT NULL,
                count  INTEGER NOT NULL,
                PRIMARY KEY (minute, reason)
            ) STRICT, WITHOUT ROWID"""),
            List.of("ALTER TABLE {day} ADD COLUMN parent BLOB", "ALTER TABLE {day} ADD COLUMN cost INTEGER")));

    private CallSchema() {}
}
