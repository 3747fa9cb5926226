package io.sluice.dialects.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dwrite-docs} it writes the page instead. */
class DialectsPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([\\w ()-]+) \\| (.+?) \\| `.*\\|$");
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

    @Test
    void everyLossTheSourcesNameIsOnThePage() throws IOException {
        Matcher rows = ROW.matcher(Files.readString(PAGE));
        List<String[]> said = new ArrayList<>();
        while (rows.find()) {
            said.add(new String[] {dialect(rows.group(1)), rows.group(2)});
        }

        Set<LossReasons.Reason> reasons = LossReasons.all();
        assertThat(reasons).as("what the parser finds").hasSizeGreaterThan(200);
        assertThat(reasons)
                .filteredOn(reason -> said.stream().noneMatch(row -> reason.isSaidBy(row[0], row[1])))
                .as("reasons of losses in the sources without a row in docs/dialects.md: give Rarities what is lost")
                .isEmpty();
    }

    /** Whose package names the losses of a row: providers of embeddings have titles of their own. */
    private static String dialect(String title) {
        if (title.startsWith("titan") || title.startsWith("nova") || title.endsWith("on bedrock")) {
            return "bedrock";
        }
        return title.startsWith("vertex") ? "gemini" : title.replace(" (answer)", "");
    }
}
