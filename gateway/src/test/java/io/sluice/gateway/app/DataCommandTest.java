package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which data folder a command means. */
class DataCommandTest {
    @TempDir
    Path folder;

    @Test
    void withoutAWordItIsTheUsualOneHere() {
        create();

        assertThat(folder.resolve("sluice-data/secrets")).exists();
    }

    @Test
    void theFileHereIsReadWhenThereIsOne() throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), "data: ./elsewhere\n");
        create();

        assertThat(folder.resolve("elsewhere/secrets")).exists();
        assertThat(folder.resolve("sluice-data")).doesNotExist();
    }

    @Test
    void aFolderNamedInAFileIsRelativeToThatFile() throws IOException {
        Files.createDirectory(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc/my.yaml"), "data: ../var\n");
        create("--config", "etc/my.yaml");

        assertThat(folder.resolve("var/secrets")).exists();
    }

    @Test
    void anUnsetVariableElsewhereInTheFileDoesNoHarm() throws IOException {
        Files.writeString(
                folder.resolve("sluice.yaml"), "data: ./elsewhere\nproviders:\n  openai: { key: \"${NOT_SET}\" }\n");
        create();

        assertThat(folder.resolve("elsewhere/secrets")).exists();
    }

    @Test
    void theFlagOverridesTheFileWhateverIsInIt() throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), "data: [\n");
        create("--data", "given");

        assertThat(folder.resolve("given/secrets")).exists();
    }

    @Test
    void aFileThatDoesNotSayItRightlyIsAMistakeOfTheConfiguration() throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), "data: \"${NOT_SET}\"\n");
        var ran = new Shell(folder).run("key", "list");

        assertThat(ran.status()).isEqualTo(Exit.CONFIG);
        assertThat(ran.err()).contains("sluice.yaml:1", "NOT_SET", "--data");
        assertThat(new Shell(folder)
                        .run("key", "list", "--config", "absent.yaml")
                        .status())
                .isEqualTo(Exit.CONFIG);
    }

    @Test
    void whatOnlyARunningGatewayKnowsIsNotToldWithoutOne() throws IOException {
        create();
        var ran = new Shell(folder).run("explain", "fast");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("no gateway runs over this data folder", "start it");
    }

    private void create(String... flags) {
        String[] line = new String[flags.length + 4];
        System.arraycopy(new String[] {"key", "create", "--name", "laptop"}, 0, line, 0, 4);
        System.arraycopy(flags, 0, line, 4, flags.length);

        assertThat(new Shell(folder).run(line).status()).isZero();
    }
}
