package io.sluice.gateway.store;

import io.sluice.gateway.account.KeptAnswer;
import io.sluice.gateway.account.Owner;
import io.sluice.gateway.account.StateClaim;
import io.sluice.gateway.account.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Claims and kept answers in {@code sluice.db}, over a connection of their own. A commit survives the death of the
 * process; that of the machine may take the newest.
 */
public final class SqliteStates implements StateStore {
    private static final Sqlite.Options OPTIONS = new Sqlite.Options(Sqlite.Synchronous.NORMAL, Duration.ofSeconds(5));

    private final Path file;
    private final Connection connection;

    private SqliteStates(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens the database of a data folder.
     *
     * @throws IOException with what to do, when the file is newer than this program, damaged, or cannot be opened
     */
    public static SqliteStates open(Path folder) throws IOException {
        Path file = folder.resolve(SqliteKeys.FILE);
        try {
            return new SqliteStates(file, Sqlite.open(file, OPTIONS, SluiceSchema.SCHEMA));
        } catch (SQLException failed) {
            throw failure("open", file, failed);
        }
    }

    @Override
    public List<StateClaim> claims(String id) throws IOException {
        String sql = "SELECT owner, provider, credential, model, asked, made FROM state_claim WHERE id = ?";
        try (var query = connection.prepareStatement(sql)) {
            query.setString(1, id);
            List<StateClaim> found = new ArrayList<>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new StateClaim(
                            id,
                            new Owner(row.getString(1)),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            Instant.ofEpochMilli(row.getLong(6))));
                }
            }
            return found;
        } catch (SQLException failed) {
            throw failure("read", file, failed);
        }
    }

    @Override
    public void write(List<StateClaim> claims, List<KeptAnswer> answers) throws IOException {
        try {
            Sqlite.transaction(connection, () -> {
                add(claims);
                keep(answers);
            });
        } catch (SQLException failed) {
            throw failure("write", file, failed);
        }
    }

    private void add(List<StateClaim> claims) throws SQLException {
        String sql = "INSERT OR IGNORE INTO state_claim (id, owner, provider, credential, model, asked, made)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)";
        try (var insert = connection.prepareStatement(sql)) {
            for (StateClaim claim : claims) {
                insert.setString(1, claim.id());
                insert.setString(2, claim.owner().text());
                insert.setString(3, claim.provider());
                insert.setString(4, claim.credential());
                insert.setString(5, claim.model());
                insert.setString(6, claim.asked());
                insert.setLong(7, claim.made().toEpochMilli());
                insert.executeUpdate();
            }
        }
    }

    private void keep(List<KeptAnswer> answers) throws SQLException {
        String sql = "INSERT OR IGNORE INTO kept_answer (id, owner, made, sealed) VALUES (?, ?, ?, ?)";
        try (var insert = connection.prepareStatement(sql)) {
            for (KeptAnswer answer : answers) {
                insert.setString(1, answer.id());
                insert.setString(2, answer.owner().text());
                insert.setLong(3, answer.made().toEpochMilli());
                insert.setBytes(4, answer.sealed());
                insert.executeUpdate();
            }
        }
    }

    @Override
    public @Nullable KeptAnswer answer(String id) throws IOException {
        try (var query = connection.prepareStatement("SELECT owner, made, sealed FROM kept_answer WHERE id = ?")) {
            query.setString(1, id);
            try (var row = query.executeQuery()) {
                return row.next()
                        ? new KeptAnswer(
                                id, new Owner(row.getString(1)), Instant.ofEpochMilli(row.getLong(2)), row.getBytes(3))
                        : null;
            }
        } catch (SQLException failed) {
            throw failure("read", file, failed);
        }
    }

    @Override
    public void forget(String id) throws IOException {
        try (var delete = connection.prepareStatement("DELETE FROM kept_answer WHERE id = ?")) {
            delete.setString(1, id);
            delete.executeUpdate();
        } catch (SQLException failed) {
            throw failure("write", file, failed);
        }
    }

    @Override
    public void trim(Instant claims, int most, Instant answers) throws IOException {
        String tooMany = "DELETE FROM state_claim WHERE made <"
                + " (SELECT made FROM state_claim ORDER BY made DESC LIMIT 1 OFFSET ?)";
        try (var old = connection.prepareStatement("DELETE FROM state_claim WHERE made < ?");
                var excess = connection.prepareStatement(tooMany);
                var kept = connection.prepareStatement("DELETE FROM kept_answer WHERE made < ?")) {
            old.setLong(1, claims.toEpochMilli());
            old.executeUpdate();
            excess.setInt(1, most);
            excess.executeUpdate();
            kept.setLong(1, answers.toEpochMilli());
            kept.executeUpdate();
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

    private static IOException failure(String what, Path file, SQLException failed) {
        return new IOException("Cannot " + what + " " + file + ": " + failed.getMessage(), failed);
    }
}
