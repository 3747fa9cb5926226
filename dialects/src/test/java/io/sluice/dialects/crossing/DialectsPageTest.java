package io.sluice.dialects.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dwrite-docs} it writes the page instead. */
class DialectsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "dialects.md");

    @Test
    void thePageSaysWhatTheDialectsCarry() throws IOException {
        String text = DialectsPage.text();
        if (System.getProperty("write-docs") != null) {
            Files.writeString(PAGE, text);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/dialects.md; its first lines say how to write it anew")
                .isEqualTo(text);
    }
}
