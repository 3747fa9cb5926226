package io.sluice.gateway.store;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The table with the calls received on one day, UTC. Days are tables so that an old one is dropped at once.
 *
 * <p>Times after {@code received} are microseconds after it, null where it did not happen; tokens are null where the
 * provider did not say, {@code cost} is pico-dollars and null where it is not known. {@code attempts} is a JSON array of objects.
 */
record DayTable(LocalDate day) {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final String PREFIX = "calls_";

    private static final String COLUMNS = """
             (
                id BLOB PRIMARY KEY NOT NULL,
                received INTEGER NOT NULL,
                key_id TEXT, key_name TEXT, team TEXT,
                operation TEXT NOT NULL, dialect TEXT NOT NULL, model TEXT, stream INTEGER NOT NULL,
                provider TEXT, served_model TEXT,
                status INTEGER NOT NULL, error_class TEXT, error_code TEXT, finish_reason TEXT,
                caller_gone INTEGER NOT NULL,
                sent INTEGER, first_byte INTEGER, first_token INTEGER, done INTEGER,
                bytes_in INTEGER NOT NULL, bytes_out INTEGER NOT NULL,
                input INTEGER, cache_read INTEGER, cache_write_5m INTEGER, cache_write_1h INTEGER,
                output INTEGER, reasoning INTEGER,
                audio_input INTEGER, audio_output INTEGER, image_input INTEGER, image_output INTEGER,
                attempts TEXT NOT NULL, attempts_omitted INTEGER NOT NULL,
                note TEXT, parent BLOB, cost INTEGER
            ) STRICT""";

    private static final String VALUES = " VALUES (" + "?, ".repeat(36) + "?)";

    /** The names of all of them, newest first. */
    static final String NAMES =
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'calls_[0-9]*' ORDER BY name DESC";

    /** The table of this name, unless it is the name of no day. */
    static Optional<DayTable> named(String name) {
        try {
            return Optional.of(
                    new DayTable(LocalDate.parse(name.substring(PREFIX.length()), DateTimeFormatter.BASIC_ISO_DATE)));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /** The first minute of a day, in minutes since 1970. */
    static long minute(LocalDate day) {
        return Math.multiplyExact(day.toEpochDay(), 24 * 60);
    }

    /** The table a call received then belongs to. */
    static DayTable of(long receivedMicros) {
        return new DayTable(LocalDate.ofEpochDay(Math.floorDiv(receivedMicros, MICROS_PER_DAY)));
    }

    /** The number of the day, which equal days share; cheaper than the date. */
    static long number(long receivedMicros) {
        return Math.floorDiv(receivedMicros, MICROS_PER_DAY);
    }

    String name() {
        return PREFIX + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    String create() {
        return "CREATE TABLE IF NOT EXISTS " + name() + COLUMNS;
    }

    String createIndex() {
        return "CREATE INDEX IF NOT EXISTS " + name() + "_received ON " + name() + " (received)";
    }

    String drop() {
        return "DROP TABLE " + name();
    }

    /** A row that ended: the same call again is the same row. */
    String insert() {
        return "INSERT OR REPLACE INTO " + name() + VALUES;
    }

    /** A row made up for a call without an end: one that is there already is better. */
    String insertIfAbsent() {
        return "INSERT OR IGNORE INTO " + name() + VALUES;
    }

    static String newest(String name) {
        return "SELECT * FROM " + name + " ORDER BY received DESC LIMIT ?";
    }

    static String count(String name) {
        return "SELECT count(*) FROM " + name;
    }

    static String byId(String name) {
        return "SELECT * FROM " + name + " WHERE id = ?";
    }
}
