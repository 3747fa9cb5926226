package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dwrite-docs} it writes the page instead. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void thePageSaysWhatTheProgramReads() throws IOException {
        if (System.getProperty("write-docs") != null) {
            Files.writeString(PAGE, ConfigurationPage.text());
        }

        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md; its first lines say how to write it anew")
                .isEqualTo(ConfigurationPage.text());
    }

    @Test
    void everyKeyIsExplained() {
        assertThat(ConfigurationPage.text()).doesNotContain("|  |\n");
    }
}
