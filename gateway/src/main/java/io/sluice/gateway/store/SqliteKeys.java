package io.sluice.gateway.store;

import io.sluice.gateway.account.Fingerprint;
import io.sluice.gateway.account.KeyStore;
import io.sluice.gateway.account.StoredKey;
import io.sluice.gateway.account.VirtualKey;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys in {@code sluice.db}: a commit is on the disk itself, so a key shown to a user survives a power cut. */
public final class SqliteKeys implements KeyStore {
    /** The name of the database file in a data folder. */
    public static final String FILE = "sluice.db";

    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Sqlite.Options OPTIONS = new Sqlite.Options(Sqlite.Synchronous.FULL, BUSY);
    private static final String SEPARATOR = "\n";

    private final Path file;
    private final Connection connection;

    private SqliteKeys(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens the database of a data folder, making or migrating it.
     *
     * @throws IOException with what to do, when the file is newer than this program, damaged, or cannot be opened
     */
    public static SqliteKeys open(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            return new SqliteKeys(file, Sqlite.open(file, OPTIONS, SluiceSchema.SCHEMA));
        } catch (StoreRefused refused) {
            throw new IOException(refused.getMessage(), refused);
        } catch (SQLException failed) {
            throw failure("open", file, failed);
        }
    }

    @Override
    public List<StoredKey> all() throws IOException {
        String sql = "SELECT id, name, fingerprint, models, created, expires, revoked FROM virtual_key ORDER BY rowid";
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var keys = new ArrayList<StoredKey>();
            while (rows.next()) {
                keys.add(key(rows));
            }
            return keys;
        } catch (SQLException failed) {
            throw failure("read", file, failed);
        }
    }

    @Override
    public void add(StoredKey stored) throws IOException {
        String sql = "INSERT INTO virtual_key (id, name, fingerprint, models, created, expires, revoked)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)";
        try (var insert = connection.prepareStatement(sql)) {
            VirtualKey key = stored.key();
            insert.setString(1, key.id());
            insert.setString(2, key.name());
            insert.setBytes(3, stored.fingerprint().bytes());
            insert.setString(4, key.models() == null ? null : String.join(SEPARATOR, key.models()));
            time(insert, 5, key.created());
            time(insert, 6, key.expires());
            time(insert, 7, stored.revoked());
            insert.executeUpdate();
        } catch (SQLException failed) {
            throw failure("write", file, failed);
        }
    }

    @Override
    public void revoke(String id, Instant when) throws IOException {
        String sql = "UPDATE virtual_key SET revoked = ? WHERE id = ? AND revoked IS NULL";
        try (var update = connection.prepareStatement(sql)) {
            time(update, 1, when);
            update.setString(2, id);
            update.executeUpdate();
        } catch (SQLException failed) {
            throw failure("write", file, failed);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw failure("close", file, failed);
        }
    }

    private static StoredKey key(ResultSet row) throws SQLException {
        String models = row.getString("models");
        var key = new VirtualKey(
                row.getString("id"),
                row.getString("name"),
                models == null ? null : List.of(models.split(SEPARATOR, -1)),
                Instant.ofEpochMilli(row.getLong("created")),
                time(row, "expires"));
        return new StoredKey(key, new Fingerprint(row.getBytes("fingerprint")), time(row, "revoked"));
    }

    private static void time(PreparedStatement statement, int column, @Nullable Instant time) throws SQLException {
        statement.setObject(column, time == null ? null : time.toEpochMilli());
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static IOException failure(String what, Path file, SQLException failed) {
        return new IOException("Cannot " + what + " " + file + ": " + failed.getMessage(), failed);
    }
}
