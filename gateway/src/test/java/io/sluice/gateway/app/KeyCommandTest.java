package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.account.Lookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCommandTest {
    private static final Pattern ID = Pattern.compile("key_[0-9A-Za-z]{12}");

    @TempDir
    Path folder;

    @Test
    void theKeyAloneIsOnStandardOutput() {
        var made = shell().run("key", "create", "--name", "laptop");

        assertThat(made.status()).isZero();
        assertThat(made.line()).matches("sk-sl-[0-9A-Za-z]{49}");
        assertThat(made.err())
                .contains("laptop", "every model", "shown this once")
                .doesNotContain(made.line());
    }

    @Test
    void aKeyMadeWithoutAGatewayWorksWhenOneStarts() throws IOException {
        String secret = shell().run("key", "create", "--name", "laptop").line();
        try (var owner = Owner.of(shell().data())) {
            assertThat(owner.find(secret)).isInstanceOf(Lookup.Known.class);
        }
    }

    @Test
    void aKeyMadeThroughARunningGatewayWorksWhenTheCommandReturns() throws IOException {
        try (var owner = Owner.of(shell().data())) {
            var made = shell().run("key", "create", "--name", "laptop", "--models", "fast, openai/*", "--expires=30d");

            assertThat(made.status()).isZero();
            assertThat(owner.find(made.line()))
                    .isInstanceOfSatisfying(
                            Lookup.Known.class,
                            known -> assertThat(known.key().models()).containsExactly("fast", "openai/*"));
        }
    }

    @Test
    void aKeyRevokedThroughARunningGatewayIsRefusedWhenTheCommandReturns() throws IOException {
        try (var owner = Owner.of(shell().data())) {
            String secret = shell().run("key", "create", "--name", "laptop").line();

            assertThat(shell().run("key", "revoke", "laptop").status()).isZero();
            assertThat(owner.find(secret)).isInstanceOf(Lookup.Revoked.class);
        }
    }

    @Test
    void theListShowsEveryKeyAndNoSecret() {
        String secret = shell().run("key", "create", "--name", "laptop", "--models", "fast")
                .line();
        shell().run("key", "create", "--name", "gone", "--expires", "1w");
        shell().run("key", "revoke", "gone");
        var list = shell().run("key", "list");

        assertThat(list.out()).hasSize(3);
        assertThat(list.out().getFirst()).matches("ID +NAME +MODELS +CREATED +EXPIRES +STATE");
        assertThat(list.out())
                .anyMatch(row -> row.matches("key_\\S+ +laptop +fast +\\S+Z +never +live"))
                .anyMatch(row -> row.matches("key_\\S+ +gone +all +\\S+Z +\\S+Z +revoked \\S+Z"))
                .noneMatch(row -> row.contains(secret.substring(6, 14)));
    }

    @Test
    void aKeyIsRevokedByTheIdTheListShows() {
        shell().run("key", "create", "--name", "laptop");
        var shown = ID.matcher(shell().run("key", "list").out().getLast());
        assertThat(shown.find()).isTrue();

        assertThat(shell().run("key", "revoke", shown.group()).status()).isZero();
        assertThat(shell().run("key", "list").out().getLast()).contains("revoked");
        assertThat(shell().run("key", "revoke", shown.group()).err()).contains("was revoked before");
    }

    @Test
    void aNameInUseOrUnknownIsSaidAndChangesNothing() {
        shell().run("key", "create", "--name", "laptop");
        var again = shell().run("key", "create", "--name", "laptop");

        assertThat(again.status()).isEqualTo(Exit.FAILED);
        assertThat(again.out()).isEmpty();
        assertThat(again.err()).containsPattern("belongs to the live key " + ID);
        assertThat(shell().run("key", "revoke", "nobody").status()).isEqualTo(Exit.FAILED);
        assertThat(shell().run("key", "list").out()).hasSize(2);
    }

    @Test
    void withoutKeysTheListSaysHowToMakeOne() {
        shell().data().make();

        assertThat(shell().run("key", "list").err()).contains("sluice key create --name NAME");
    }

    @ParameterizedTest
    @CsvSource({
        "--expires, 30", "--expires, 0d", "--expires, d", "--expires, -1d", "--expires, 99999999d",
        "--models, 'a,,b'", "--models, 'a b'", "--models, 'open*ai'", "--name, key_x", "--name, ' x'"
    })
    void aValueThatMakesNoSenseIsAMistakeOfTheCommandLine(String flag, String value) {
        var ran = flag.equals("--name")
                ? shell().run("key", "create", flag, value)
                : shell().run("key", "create", "--name", "laptop", flag, value);

        assertThat(ran.status()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains(flag);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void keyCreateMakesTheFolderForItsOwnerOnly() throws IOException {
        shell().run("key", "create", "--name", "laptop");

        assertThat(mode("")).isEqualTo("rwx------");
        assertThat(mode("secrets")).isEqualTo("rw-------");
        assertThat(mode("sluice.db")).isEqualTo("rw-------");
        assertThat(mode("lock")).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key list", "key revoke laptop", "calls", "calls --json"})
    void theOthersMakeNoFolderAndSayThereIsNone(String line) {
        var ran = shell().run(line.split(" "));

        assertThat(ran.status()).isEqualTo(Exit.FAILED);
        assertThat(ran.err()).contains("there is no data folder").contains("sluice-data");
        assertThat(Files.exists(shell().data().path())).isFalse();
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        Files.createFile(folder.resolve("file"));
        var ran = shell().run("key", "create", "--name", "laptop", "--data", "file/below");

        assertThat(ran.status()).isEqualTo(Exit.FAILED);
        assertThat(ran.err()).contains("cannot make the data folder", "--data");
    }

    @Test
    void aFolderOfANewerVersionIsLeftAloneWithASentence() throws SQLException {
        shell().run("key", "create", "--name", "laptop");
        try (var newer = DriverManager.getConnection(
                        "jdbc:sqlite:" + shell().data().path().resolve("sluice.db"));
                var statement = newer.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        var ran = shell().run("key", "list");

        assertThat(ran.status()).isEqualTo(Exit.FAILED);
        assertThat(ran.err()).contains("schema 99", "newer Sluice");
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(shell().data().path().resolve(name)));
    }

    private Shell shell() {
        return new Shell(folder);
    }
}
