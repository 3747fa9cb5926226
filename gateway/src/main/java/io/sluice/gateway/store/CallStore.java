package io.sluice.gateway.store;

import io.sluice.gateway.journal.CallId;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Refusals.Slot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the record of calls, beside the gateway that writes it or when none runs. For one platform thread. */
public final class CallStore implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String REFUSALS = "SELECT minute, reason, count FROM refusals WHERE minute >= ?";

    private final Connection connection;
    private final AttemptsReader attempts;

    private CallStore(Connection connection) throws SQLException {
        this.connection = connection;
        this.attempts = new AttemptsReader(connection);
    }

    /**
     * Opens {@code calls.db} for reading.
     *
     * @throws StoreRefused when the file must not be used
     * @throws SQLException when there is none or it cannot be read
     */
    public static CallStore open(Path file) throws SQLException {
        return new CallStore(Sqlite.openToRead(file, PATIENCE, CallSchema.SCHEMA));
    }

    /** The newest {@code most} calls by when they were received, newest first. */
    public List<CallRow> last(int most) throws SQLException {
        List<CallRow> calls = new ArrayList<>();
        for (String day : days()) {
            if (calls.size() < most) {
                String sql = DayTable.newest(day);
                try (PreparedStatement read = connection.prepareStatement(sql)) {
                    read.setInt(1, most - calls.size());
                    collect(read, calls);
                }
            }
        }
        return calls;
    }

    /** How many calls are recorded, over all days. */
    public long count() throws SQLException {
        long rows = 0;
        for (String day : days()) {
            String sql = DayTable.count(day);
            try (PreparedStatement read = connection.prepareStatement(sql);
                    var row = read.executeQuery()) {
                rows += row.next() ? row.getLong(1) : 0;
            }
        }
        return rows;
    }

    /** One call, if it is recorded. */
    public Optional<CallRow> byId(CallId id) throws SQLException {
        List<CallRow> found = new ArrayList<>();
        for (String day : days()) {
            String sql = DayTable.byId(day);
            try (PreparedStatement read = connection.prepareStatement(sql)) {
                read.setBytes(1, CallColumns.id(id));
                collect(read, found);
            }
        }
        return found.stream().findFirst();
    }

    /** How many requests were refused before their key was known, from that minute since 1970 on. */
    public SortedMap<Slot, Long> refusals(long fromMinute) throws SQLException {
        SortedMap<Slot, Long> counts = new TreeMap<>();
        try (PreparedStatement read = connection.prepareStatement(REFUSALS)) {
            read.setLong(1, fromMinute);
            try (var row = read.executeQuery()) {
                while (row.next()) {
                    counts.put(new Slot(row.getLong(1), row.getString(2)), row.getLong(3));
                }
            }
        }
        return counts;
    }

    private List<String> days() throws SQLException {
        List<String> names = new ArrayList<>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(DayTable.NAMES)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private void collect(PreparedStatement read, List<CallRow> into) throws SQLException {
        try (var row = read.executeQuery()) {
            while (row.next()) {
                into.add(CallColumns.read(row, attempts));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
