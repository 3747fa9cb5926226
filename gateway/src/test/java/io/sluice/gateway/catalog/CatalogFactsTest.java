package io.sluice.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the bundled lines say, seen as a whole. */
class CatalogFactsTest {
    private static final Path QUIRKS = Path.of("..", "docs", "quirks.md");
    private static final Pattern WORD = Pattern.compile("`([a-z_]+)(=[^`]*)?`");

    private final Catalog catalog = Catalog.bundled();

    @Test
    void everyQuirkIsExplainedAndEveryExplanationNeeded() throws IOException {
        Set<String> explained = new TreeSet<>();
        for (String line : Files.readAllLines(QUIRKS)) {
            if (line.startsWith("| `")) {
                Matcher word = WORD.matcher(line.substring(0, line.indexOf(" |")));
                while (word.find()) {
                    explained.add(word.group(1));
                }
            }
        }
        Set<String> used = catalog.entries().stream()
                .flatMap(entry -> Stream.concat(
                        entry.quirks().stream(), entry.spoken().stream().flatMap(one -> one.flags().stream())))
                .map(flag -> flag.replaceAll("=.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(explained).isEqualTo(used);
    }

    @Test
    void noQuirkIsSaidTwiceOfOneProvider() {
        for (CatalogEntry entry : catalog.entries()) {
            List<String> words = entry.quirks().stream()
                    .map(flag -> flag.replaceAll("=.*", "="))
                    .toList();
            assertThat(words).as(entry.id()).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "moonshot, openai-chat, https://api.moonshot.ai/v1",
        "moonshot, anthropic, https://api.moonshot.ai/anthropic/v1",
        "deepseek, anthropic, https://api.deepseek.com/anthropic/v1",
        "deepseek, openai-responses, https://api.deepseek.com",
        "minimax, openai-chat, https://api.minimax.io/v1",
        "openrouter, anthropic, https://openrouter.ai/api/v1",
        "vllm, openai-responses, http://localhost:8000/v1"
    })
    void aProviderMaySpeakSeveralDialects(String id, String dialect, String address) {
        CatalogEntry entry = catalog.find(id).orElseThrow();
        Spoken spoken = entry.spoken().stream()
                .filter(one -> one.dialect().equals(dialect))
                .findFirst()
                .orElseThrow();

        String host = entry.url().replaceAll("^(https?://[^/]+).*$", "$1");
        String at = spoken.at().startsWith("^") ? host + spoken.at().substring(1) : entry.url() + spoken.at();
        assertThat(at).isEqualTo(address);
    }

    @Test
    void everyDialectHasAPathToSpeakOrToEmbed() {
        for (CatalogEntry entry : catalog.entries()) {
            for (Spoken spoken : entry.spoken()) {
                if (spoken.known().isPresent()) {
                    assertThat(spoken.paths().keySet())
                            .as(entry.id() + " " + spoken.name())
                            .containsAnyOf(Action.CHAT, Action.EMBED);
                }
            }
        }
    }

    @Test
    void whatRunsAtItsUsersPlaceIsSelfHosted() {
        for (String id : List.of("vllm", "ollama", "llama-cpp", "sglang", "lm-studio", "tgi", "openai-compatible")) {
            assertThat(catalog.find(id).orElseThrow().selfHosted()).as(id).isTrue();
        }
        assertThat(catalog.find("openai").orElseThrow().selfHosted()).isFalse();
    }
}
