package io.sluice.gateway.store;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.journal.AttemptRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads back what {@link AttemptsJson} wrote, with SQLite's own JSON reader. For one thread. */
final class AttemptsReader implements AutoCloseable {
    private static final String READ = """
            SELECT value ->> 'provider', value ->> 'model', value ->> 'reason', value ->> 'status', value ->> 'error',
                value ->> 'sent', value ->> 'ended', value ->> 'maybe_billed', value ->> 'why', value ->> 'usage',
                value ->> 'drill', value ->> 'cost'
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
                        row.getInt(8) == 1,
                        row.getString(9),
                        usage(row.getString(10)),
                        cost(row),
                        row.getInt(11) == 1));
            }
        }
        return attempts;
    }

    private static @Nullable Long cost(ResultSet row) throws SQLException {
        long pico = row.getLong(12);
        return row.wasNull() ? null : pico;
    }

    private static @Nullable Usage usage(@Nullable String json) {
        if (json == null) {
            return null;
        }
        long[] buckets = Arrays.stream(json.substring(1, json.length() - 1).split(",", -1))
                .mapToLong(Long::parseLong)
                .toArray();
        return new Usage(
                buckets[0],
                buckets[1],
                buckets[2],
                buckets[3],
                buckets[4],
                buckets[5],
                buckets[6],
                buckets[7],
                buckets[8],
                buckets[9]);
    }

    @Override
    public void close() throws SQLException {
        read.close();
    }
}
