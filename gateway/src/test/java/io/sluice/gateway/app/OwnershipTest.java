package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.account.Lookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes and one data folder. */
class OwnershipTest {
    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whileOneProcessOwnsTheFolderNoOtherCan() throws IOException {
        Process other = ownerElsewhere();

        assertThat(OwnedFolder.tryTake(shell().data(), InstantSource.system(), new SecureRandom()))
                .isNull();
        assertThat(FolderLock.holder(shell().data())).isEqualTo("process " + other.pid());
    }

    @Test
    void aCommandInThisProcessIsRunByTheOwnerInTheOther() throws IOException {
        ownerElsewhere();
        String secret = shell().run("key", "create", "--name", "laptop").line();

        assertThat(secret).startsWith("sk-sl-");
        assertThat(shell().run("key", "list").out()).hasSize(2);
    }

    @Test
    void anOwnerThatWasKilledLeavesItsKeysAndNothingInTheWay() throws Exception {
        Process other = ownerElsewhere();
        String secret = shell().run("key", "create", "--name", "laptop").line();
        shell().run("key", "create", "--name", "lost");
        shell().run("key", "revoke", "lost");
        other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        assertThat(Files.exists(shell().data().socket())).isTrue();

        var list = shell().run("key", "list");
        assertThat(list.out()).hasSize(3).anyMatch(row -> row.contains("lost") && row.contains("revoked"));
        try (var owner = Owner.of(shell().data())) {
            assertThat(owner.find(secret)).isInstanceOf(Lookup.Known.class);
            assertThat(shell().run("key", "revoke", "laptop").status()).isZero();
            assertThat(owner.find(secret)).isInstanceOf(Lookup.Revoked.class);
        }
    }

    private Process ownerElsewhere() throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        shell().data().path().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        return process;
    }

    private Shell shell() {
        return new Shell(folder);
    }
}
