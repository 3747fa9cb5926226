package io.sluice.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.store.Sqlite.Options;
import io.sluice.gateway.store.Sqlite.Synchronous;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTest {
    private static final Options FULL = new Options(Synchronous.FULL, Duration.ofMillis(50));
    private static final List<String> FIRST =
            List.of("CREATE TABLE thing (name TEXT)", "INSERT INTO thing VALUES ('a')");
    private static final List<String> SECOND = List.of("ALTER TABLE thing ADD COLUMN size INTEGER");

    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("some.db");
    }

    @Test
    void theFileAndItsLogAreReadableByTheirOwnerOnly() throws SQLException, java.io.IOException {
        try (Connection open = Sqlite.open(file, FULL, new Schema(List.of(FIRST)))) {
            run(open, "INSERT INTO thing VALUES ('b')");
            for (String name : List.of("some.db", "some.db-wal", "some.db-shm")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                        .as(name)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aFileOthersCouldReadIsTakenBackByItsOwner() throws SQLException, java.io.IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        Sqlite.open(file, FULL, new Schema(List.of(FIRST))).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void thePragmasAreSet() throws SQLException {
        try (Connection open = Sqlite.open(file, FULL, new Schema(List.of(FIRST)))) {
            assertThat(read(open, "PRAGMA journal_mode")).isEqualTo("wal");
            assertThat(read(open, "PRAGMA synchronous")).isEqualTo("2");
            assertThat(read(open, "PRAGMA trusted_schema")).isEqualTo("0");
            assertThat(read(open, "PRAGMA foreign_keys")).isEqualTo("1");
            assertThat(read(open, "PRAGMA busy_timeout")).isEqualTo("50");
        }
        try (Connection open =
                Sqlite.open(file, new Options(Synchronous.NORMAL, Duration.ofSeconds(1)), new Schema(List.of(FIRST)))) {
            assertThat(read(open, "PRAGMA synchronous")).isEqualTo("1");
        }
    }

    @Test
    void anOlderFileIsMigratedAndKeepsItsRows() throws SQLException {
        Sqlite.open(file, FULL, new Schema(List.of(FIRST))).close();
        try (Connection open = Sqlite.open(file, FULL, new Schema(List.of(FIRST, SECOND)))) {
            assertThat(read(open, "PRAGMA user_version")).isEqualTo("2");
            assertThat(read(open, "SELECT count(*) FROM thing WHERE name = 'a' AND size IS NULL"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aMigrationThatFailsHalfwayLeavesTheFileAsItWas() throws SQLException {
        Sqlite.open(file, FULL, new Schema(List.of(FIRST))).close();
        Schema broken = new Schema(List.of(FIRST, List.of("DELETE FROM thing", "NOT SQL")));
        assertThatThrownBy(() -> Sqlite.open(file, FULL, broken)).hasMessageContaining("NOT");
        try (Connection open = Sqlite.open(file, FULL, new Schema(List.of(FIRST)))) {
            assertThat(read(open, "SELECT count(*) FROM thing")).isEqualTo("1");
        }
    }

    @Test
    void aFileOfANewerVersionIsRefusedAndTheMessageSaysWhatToDo() throws SQLException {
        Sqlite.open(file, FULL, new Schema(List.of(FIRST, SECOND))).close();
        assertThatThrownBy(() -> Sqlite.open(file, FULL, new Schema(List.of(FIRST))))
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("some.db has schema 2, but this version knows only up to 1")
                .hasMessageContaining("restore the backup");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedByName() throws java.io.IOException {
        Files.writeString(file, "this was never a database, whatever its name says ".repeat(100));
        assertThatThrownBy(() -> Sqlite.open(file, FULL, new Schema(List.of(FIRST))))
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("some.db is not a SQLite database");
    }

    @Test
    void aReaderSeesWhatTheWriterCommittedAndCannotWrite() throws SQLException {
        Schema schema = new Schema(List.of(FIRST));
        try (Connection writer = Sqlite.open(file, FULL, schema);
                Connection reader = Sqlite.openToRead(file, Duration.ofMillis(50), schema)) {
            run(writer, "INSERT INTO thing VALUES ('b')");
            assertThat(read(reader, "SELECT count(*) FROM thing")).isEqualTo("2");
            assertThatThrownBy(() -> run(reader, "DELETE FROM thing")).hasMessageContaining("readonly");
        }
    }

    @Test
    void aReaderSaysThatThereIsNothingYet() {
        assertThatThrownBy(() -> Sqlite.openToRead(file, Duration.ZERO, new Schema(List.of(FIRST))))
                .hasMessageContaining("nothing was recorded");
    }

    @Test
    void anOldLibraryIsRecognised() {
        assertThat(LibraryVersion.older("3.51.2", "3.51.3")).isTrue();
        assertThat(LibraryVersion.older("3.9.99", "3.51.3")).isTrue();
        assertThat(LibraryVersion.older("3.51.3", "3.51.3")).isFalse();
        assertThat(LibraryVersion.older("3.54.1", "3.51.3")).isFalse();
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String read(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }
}
