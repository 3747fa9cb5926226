package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokenYamlTest {

    @Test
    void aReferenceInsideBracesWantsQuotes() {
        refuses(
                "p: { key: ${KEY} }\n",
                "s.yaml:1:12: a `${...}` inside { } or [ ] must stand in quotes: write \"${KEY}\"");
        refuses("p: [${A}, \"${B}\"]\n", "must stand in quotes: write \"${A}\"");
        refuses("p: { ${KEY}: x }\n", "must stand in quotes: write \"${KEY}\"");
    }

    @Test
    void tabsCannotIndent() {
        refuses("a:\n\tb: c\n", "s.yaml:2:1: a tab cannot indent YAML; use spaces");
    }

    @Test
    void aWrongIndentIsSaidToBeOne() {
        refuses("a:\n  b: \"c\"\n d: e\n", "indented like its neighbours?");
    }

    @Test
    void aliasesCannotGrowWithoutBound() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String last = "*a" + (i - 1);
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append((last + ", ").repeat(3)).append(last).append("]\n");
        }

        refuses(bomb.toString(), "grows beyond 100000 values");
    }

    @Test
    void anAliasOfItselfIsRefused() {
        refuses("a: &a\n  b: *a\n", "grows beyond");
    }

    @Test
    void deepNestingIsRefused() {
        refuses("[".repeat(60) + "]".repeat(60), "50 levels");
        refuses("[".repeat(100_000), "");
    }

    @Test
    void tagsAndSecondDocumentsAreRefused() {
        refuses("a: !!java.net.URL [x]\n", "tags have no meaning here");
        refuses("a: !mine b\n", "tags have no meaning here");
        refuses("a: b\n---\nc: d\n", "a second document");
    }

    @Test
    void aBareStarWantsQuotes() {
        refuses("a: *foo/bar\n", "a value that begins with `*` wants quotes");
    }

    private static void refuses(String yaml, String saying) {
        assertThatThrownBy(() -> YamlParser.parse(new ConfigText("s.yaml", Path.of(""), yaml)))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining(saying);
    }
}
