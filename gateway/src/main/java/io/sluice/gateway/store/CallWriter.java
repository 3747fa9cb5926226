package io.sluice.gateway.store;

import io.sluice.gateway.journal.CallId;
import io.sluice.gateway.journal.CallOpened;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Opening;
import io.sluice.gateway.journal.Refusals.Slot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes calls into {@code calls.db}, between {@link #begin} and {@link #commit}. For one thread. After a failure it is
 * closed and a new one opened.
 */
final class CallWriter implements AutoCloseable {
    private static final Sqlite.Options OPTIONS = new Sqlite.Options(Sqlite.Synchronous.NORMAL, Duration.ofMillis(500));

    private final Connection connection;
    private final CallColumns columns = new CallColumns();
    private final Map<Long, PreparedStatement> insertByDay = new HashMap<>();
    private final PreparedStatement keepOpen;
    private final PreparedStatement dropOpen;
    private final PreparedStatement addRefusals;

    private CallWriter(Connection connection) throws SQLException {
        this.connection = connection;
        this.keepOpen = connection.prepareStatement("INSERT OR REPLACE INTO open_calls VALUES (?, ?)");
        this.dropOpen = connection.prepareStatement("DELETE FROM open_calls WHERE id = ?");
        this.addRefusals = connection.prepareStatement("INSERT INTO refusals VALUES (?, ?, ?)"
                + " ON CONFLICT (minute, reason) DO UPDATE SET count = count + excluded.count");
    }

    /** Opens the file, and makes or migrates it. */
    static CallWriter open(Path file) throws SQLException {
        Connection connection = Sqlite.open(file, OPTIONS, CallSchema.SCHEMA);
        try {
            return new CallWriter(connection);
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** A call that ended. The same call again changes nothing. */
    void ended(CallRow row) throws SQLException {
        PreparedStatement insert = insertByDay.get(DayTable.number(row.received()));
        if (insert == null) {
            insert = insertInto(row.received());
        }
        columns.bind(row, insert);
        insert.addBatch(); // at the commit: half the cost of one by one
    }

    /** A call that will never end; a row of it that is there already stays. */
    void crashed(CallOpened opened) throws SQLException {
        insertInto(opened.received());
        runInserts(); // a row with an end goes first
        String sql = DayTable.of(opened.received()).insertIfAbsent();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            columns.bind(CallRow.crashed(opened), insert);
            insert.executeUpdate();
        }
    }

    /** Keeps an opening whose segment is given back. */
    void keepOpen(Opening opening) throws SQLException {
        keepOpen.setBytes(1, CallColumns.id(opening.id()));
        keepOpen.setBytes(2, opening.copy());
        keepOpen.executeUpdate();
    }

    /** The call of a kept opening has ended. */
    void dropOpen(CallId id) throws SQLException {
        dropOpen.setBytes(1, CallColumns.id(id));
        dropOpen.executeUpdate();
    }

    /** No call of a former process is open any more. */
    void dropAllOpen() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("DELETE FROM open_calls");
        }
    }

    /** The openings kept by former processes and not dropped. */
    Map<CallId, CallOpened> keptOpen() throws SQLException {
        Map<CallId, CallOpened> kept = new HashMap<>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT opening FROM open_calls")) {
            while (row.next()) {
                CallOpened opened = Opening.decode(row.getBytes(1));
                kept.put(opened.id(), opened);
            }
        }
        return kept;
    }

    void refused(Map<Slot, Long> counts) throws SQLException {
        for (Map.Entry<Slot, Long> count : counts.entrySet()) {
            addRefusals.setLong(1, count.getKey().minute());
            addRefusals.setString(2, count.getKey().reason());
            addRefusals.setLong(3, count.getValue());
            addRefusals.executeUpdate();
        }
    }

    /** Drops the tables of the days before this one, and the counts of what was refused then. */
    void dropDaysBefore(LocalDate oldest) throws SQLException {
        closeInserts(); // one for a table that is gone would fail for ever
        List<String> old = new ArrayList<>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(DayTable.NAMES)) {
            while (row.next()) {
                DayTable.named(row.getString(1))
                        .filter(table -> table.day().isBefore(oldest))
                        .ifPresent(table -> old.add(table.drop()));
            }
        }
        try (var statement = connection.createStatement()) {
            for (String drop : old) {
                statement.execute(drop);
            }
        }
        try (var counts = connection.prepareStatement("DELETE FROM refusals WHERE minute < ?")) {
            counts.setLong(1, DayTable.minute(oldest));
            counts.executeUpdate();
        }
    }

    /** Begins a transaction; all that is written until {@link #commit} stays together or not at all. */
    void begin() throws SQLException {
        Sqlite.begin(connection);
    }

    void commit() throws SQLException {
        runInserts();
        Sqlite.commit(connection);
    }

    /** Puts the rows of {@link #ended} into the transaction. */
    void runInserts() throws SQLException {
        for (PreparedStatement insert : insertByDay.values()) {
            insert.executeBatch();
        }
    }

    /** Makes the day's table when it is missing, in the same transaction. */
    private PreparedStatement insertInto(long received) throws SQLException {
        DayTable table = DayTable.of(received);
        try (var statement = connection.createStatement()) {
            statement.execute(table.create());
            statement.execute(table.createIndex());
        }
        if (insertByDay.size() > 2) {
            runInserts();
            closeInserts();
        }
        PreparedStatement known = insertByDay.get(DayTable.number(received));
        if (known != null) {
            return known;
        }
        String sql = table.insert();
        PreparedStatement insert = connection.prepareStatement(sql);
        insertByDay.put(DayTable.number(received), insert);
        return insert;
    }

    private void closeInserts() throws SQLException {
        for (PreparedStatement insert : insertByDay.values()) {
            insert.close();
        }
        insertByDay.clear();
    }

    /** Gives up what was not committed. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
