package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {
    @TempDir
    Path folder;

    @Test
    void namesAreReplacedWhereverTheyStand() {
        assertThat(replaced("a ${A} b ${B}!")).isEqualTo("a 1 b ${A}!");
        assertThat(replaced("nothing")).isEqualTo("nothing");
    }

    @Test
    void aDoubledDollarIsLiteral() {
        assertThat(replaced("$${A} and ${A}")).isEqualTo("${A} and 1");
    }

    @Test
    void aFileIsReadWithoutItsLastLineEnd() throws IOException {
        Files.writeString(folder.resolve("key"), "sk-1\n");

        assertThat(replaced("${file:key}")).isEqualTo("sk-1");
        assertThat(replaced("${file:" + folder.resolve("key") + "}")).isEqualTo("sk-1");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> replaced("${UNSET}"))
                .hasMessage("the environment variable UNSET is not set; set it where Sluice is started");
        assertThatThrownBy(() -> replaced("${EMPTY}")).hasMessageContaining("EMPTY is empty");
        assertThatThrownBy(() -> replaced("${file:/no/such}")).hasMessageContaining("/no/such is missing");
        assertThatThrownBy(() -> replaced("${file:" + folder + "}")).hasMessageContaining("could not be read");
        assertThatThrownBy(() -> replaced("${A")).hasMessageContaining("has no `}`");
        assertThatThrownBy(() -> replaced("${A-B}")).hasMessageContaining("names no variable");
    }

    private String replaced(String text) {
        return new References(Environment.of(Map.of("A", "1", "B", "${A}", "EMPTY", "")), folder).replace(text);
    }
}
