package io.sluice.gateway.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Opens a SQLite file the one way Sluice opens them: WAL, private to its owner, its schema brought up to date.
 *
 * <p>SQLite is native code: call it, and the connections it gives, from platform threads only. A connection belongs to
 * one thread at a time.
 */
public final class Sqlite {
    /** The first version without the WAL-reset fault, which could damage a file that two connections checkpoint. */
    private static final String OLDEST_LIBRARY = "3.51.3";

    /**
     * When a commit reaches the disk: {@code NORMAL} survives the death of the process, {@code FULL} of the machine.
     */
    public enum Synchronous {
        NORMAL,
        FULL
    }

    /** What differs from file to file: see {@link Synchronous}, and how long a statement waits for another's lock. */
    public record Options(Synchronous synchronous, Duration busyTimeout) {}

    private Sqlite() {}

    /**
     * Opens {@code file} for reading and writing, makes it (mode 0600) when it is missing, and migrates it to
     * {@code schema} in one transaction when it is older.
     *
     * <p>The connection commits each statement; {@link #transaction} joins several. Leave its auto-commit alone: turned
     * off, this driver begins the next transaction within each commit, and holds the write lock for ever.
     *
     * @throws StoreRefused when the file is newer than {@code schema}, damaged or no database
     * @throws SQLException when it cannot be opened or is locked by another process
     */
    public static Connection open(Path file, Options options, Schema schema) throws SQLException {
        ownFile(file);
        SQLiteConfig config = config(options);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(
                SQLiteConfig.SynchronousMode.valueOf(options.synchronous().name()));
        Connection connection = connect(file, config);
        try {
            LibraryVersion.require(connection, OLDEST_LIBRARY);
            Migration.apply(connection, file, schema);
            return connection;
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /**
     * Opens {@code file} for reading only, as a second connection beside a writer's.
     *
     * @throws StoreRefused when the file is newer or older than {@code schema}, damaged or no database
     * @throws SQLException when there is no such file or it cannot be read
     */
    public static Connection openToRead(Path file, Duration busyTimeout, Schema schema) throws SQLException {
        if (!Files.exists(file)) {
            throw new SQLException("There is no " + file + ": nothing was recorded in this data folder yet.");
        }
        SQLiteConfig config = config(new Options(Synchronous.NORMAL, busyTimeout));
        config.setReadOnly(true);
        Connection connection = connect(file, config);
        try {
            Migration.requireCurrent(connection, file, schema);
            return connection;
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Statements that take effect together or not at all. */
    @FunctionalInterface
    public interface Work {
        /** Runs them. */
        void run() throws SQLException;
    }

    /** Runs {@code work} in one transaction, which begins as a write: it waits for the lock at its start only. */
    public static void transaction(Connection connection, Work work) throws SQLException {
        begin(connection);
        try {
            work.run();
            commit(connection);
        } catch (SQLException | RuntimeException failed) {
            try (var statement = connection.createStatement()) {
                statement.execute("ROLLBACK");
            } catch (SQLException late) {
                failed.addSuppressed(late);
            }
            throw failed;
        }
    }

    static void begin(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
        }
    }

    static void commit(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("COMMIT");
        }
    }

    private static SQLiteConfig config(Options options) {
        Properties pragmas = new Properties();
        pragmas.setProperty("trusted_schema", "OFF");
        SQLiteConfig config = new SQLiteConfig(pragmas);
        config.setBusyTimeout(Math.toIntExact(options.busyTimeout().toMillis()));
        config.enforceForeignKeys(true);
        config.enableLoadExtension(false);
        config.setGetGeneratedKeys(false); // the driver asks for them after every insert otherwise: a fifth of its cost
        return config;
    }

    private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
        NativeLibrary.placeIn(file.toAbsolutePath().resolveSibling("native"));
        try {
            Connection connection = JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), config.toProperties());
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA trusted_schema = OFF");
            }
            return connection;
        } catch (SQLiteException failed) {
            throw explained(file, failed);
        }
    }

    /** Says what to do about a file that SQLite itself finds damaged; other faults stay as they are. */
    static SQLException explained(Path file, SQLException failed) {
        int code = failed.getErrorCode() & 0xff;
        if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new StoreRefused(
                    file + " is not a SQLite database. Restore it from a backup, or move it aside to begin a new one.",
                    failed);
        }
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return new StoreRefused(
                    file + " is damaged (" + failed.getMessage()
                            + "). Restore it from a backup, or recover what is left" + " with: sqlite3 " + file
                            + " .recover",
                    failed);
        }
        return failed;
    }

    /** SQLite gives its -wal and -shm files the mode of the database, so this one decides for all three. */
    private static void ownFile(Path file) throws SQLException {
        try {
            boolean posix =
                    Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
            var mode = PosixFilePermissions.fromString("rw-------");
            try {
                if (posix) {
                    Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
                } else {
                    Files.createFile(file);
                }
            } catch (FileAlreadyExistsException _) {
                if (posix && !Files.getPosixFilePermissions(file).equals(mode)) {
                    Files.setPosixFilePermissions(file, mode);
                }
            }
        } catch (IOException failed) {
            throw new SQLException("Cannot make or own " + file + ": " + failed, failed);
        }
    }
}
