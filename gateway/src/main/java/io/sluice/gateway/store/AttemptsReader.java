package io.sluice.gateway.store;

import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.journal.AttemptRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads back what {@link AttemptsJson} wrote, with SQLite's own JSON reader. For one thread. */
final class AttemptsReader implements AutoCloseable {
    private static final String READ = """
            SELECT value ->> 'provider', value ->> 'model', value ->> 'reason', value ->> 'status', value ->> 'error',
                value ->> 'sent', value ->> 'ended', value ->> 'maybe_billed'
            FROM json_each(?) ORDER BY key""";

    private final PreparedStatement read;

    AttemptsReader(Connection connection) throws SQLException {
        this.read = connection.prepareStatement(READ);
    }

    List<AttemptRow> read(String json) throws SQLException {
        if (json.equals("[]")) {
            return List.of();
        }
        List<AttemptRow> attempts = new ArrayList<>();
        read.setString(1, json);
        try (var row = read.executeQuery()) {
            while (row.next()) {
                attempts.add(new AttemptRow(
                        new Target(row.getString(1), row.getString(2)),
                        row.getString(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getInt(8) == 1));
            }
        }
        return attempts;
    }

    @Override
    public void close() throws SQLException {
        read.close();
    }
}
