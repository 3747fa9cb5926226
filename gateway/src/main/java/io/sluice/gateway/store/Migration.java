package io.sluice.gateway.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Brings a database file to the schema number of this program, wholly or not at all. */
final class Migration {
    private static final String DAY = "{day}";

    private Migration() {}

    /** Applies what is missing in one transaction; a killed migration leaves the file as it was. */
    static void apply(Connection connection, Path file, Schema schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (known(statement, file, schema) == schema.number()) {
                return;
            }
            Sqlite.transaction(connection, () -> migrate(statement, file, schema));
        } catch (SQLException failed) {
            throw Sqlite.explained(file, failed);
        }
    }

    private static void migrate(Statement statement, Path file, Schema schema) throws SQLException {
        int from = known(statement, file, schema); // again, now under the lock: another process may have been first
        for (List<String> migration : schema.migrations().subList(from, schema.number())) {
            for (String sql : migration) {
                for (String each : written(statement, sql)) {
                    statement.execute(each);
                }
            }
        }
        statement.execute("PRAGMA user_version = " + schema.number());
    }

    private static List<String> written(Statement statement, String sql) throws SQLException {
        if (!sql.contains(DAY)) {
            return List.of(sql);
        }
        List<String> all = new ArrayList<>();
        try (var row = statement.executeQuery(DayTable.NAMES)) {
            while (row.next()) {
                all.add(sql.replace(DAY, row.getString(1)));
            }
        }
        return all;
    }

    /** Refuses a file whose schema is not exactly this program's: a reader cannot migrate. */
    static void requireCurrent(Connection connection, Path file, Schema schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int found = known(statement, file, schema);
            if (found < schema.number()) {
                throw new StoreRefused(file + " has schema " + found + ", older than " + schema.number()
                        + " of this version. Start the gateway once: it migrates the file.");
            }
        } catch (SQLException failed) {
            throw Sqlite.explained(file, failed);
        }
    }

    private static int known(Statement statement, Path file, Schema schema) throws SQLException {
        try (var row = statement.executeQuery("PRAGMA user_version")) {
            int found = row.getInt(1);
            if (found > schema.number()) {
                throw new StoreRefused(file + " has schema " + found + ", but this version knows only up to "
                        + schema.number() + ": a newer Sluice wrote it. Start that version again, or restore the backup"
                        + " made before the upgrade.");
            }
            return found;
        }
    }
}
