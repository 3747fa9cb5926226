package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTextTest {
    @TempDir
    Path folder;

    @Test
    void pathsInItAreRelativeToItsFolder() throws Exception {
        Path file = Files.writeString(folder.resolve("s.yaml"), "a: ü\n");

        assertThat(ConfigText.read("s.yaml", file)).isEqualTo(new ConfigText("s.yaml", folder, "a: ü\n"));
    }

    @Test
    void aFileThatCannotBeReadSaysWhy() throws IOException {
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', (byte) 0xfc});
        Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);

        refuses(folder.resolve("none.yaml"), "there is no such file");
        refuses(folder, "is a folder");
        refuses(latin, "is not UTF-8");
        refuses(large, "has 1048577 bytes");
    }

    private static void refuses(Path file, String saying) {
        assertThatThrownBy(() -> ConfigText.read("its-name", file))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageStartingWith("its-name: " + saying);
    }
}
