package io.sluice.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the bundled lines to the collected facts, where those are at hand. */
class CatalogFactsTest {
    private static final Path FACTS = Path.of("..", "..", "shared", "catalog", "providers.csv");

    @Test
    void everyOpenAiCompatibleProviderIsThereUnderItsAddress() throws IOException {
        assumeTrue(Files.isReadable(FACTS), "the collected facts are not beside this clone: " + FACTS);
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> found = new LinkedHashMap<>();
        Catalog catalog = Catalog.bundled();
        for (String line : Files.readAllLines(FACTS)) {
            List<String> cells = cells(line);
            if (List.of("openai", "mistral").contains(cells.get(3))) {
                expected.put(cells.get(0), cells.get(4));
                catalog.find(cells.get(0)).ifPresent(entry -> found.put(entry.id(), entry.url()));
            }
        }

        assertThat(expected).hasSizeGreaterThan(200);
        assertThat(found).isEqualTo(expected);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
