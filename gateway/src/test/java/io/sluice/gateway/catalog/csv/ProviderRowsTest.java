package io.sluice.gateway.catalog.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.gateway.config.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProviderRowsTest {
    private static final Path FACTS = Path.of("..", "..", "shared", "catalog", "providers.csv");
    private static final String HEAD = "id,name,category,wire,base_url,chat_path,auth,env,endpoints,quirks,flags\n";

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void whatComesWithSluiceIsMadeOfTheCollectedRows() throws IOException {
        assumeTrue(Files.isReadable(FACTS), "the collected facts are not beside this clone: " + FACTS);

        Map<String, List<String>> lines = lines(Files.readString(FACTS), ProviderNotes.bundled());

        assertThat(problems).isEmpty();
        assertThat(lines).hasSize(271);
        assertThat(CatalogFiles.providers(lines.values())).isEqualTo(bundled());
    }

    @Test
    void aRowBecomesALineOfWords() {
        Map<String, List<String>> lines = lines(
                HEAD + "new,New Lab,lab,openai,https://api.new.example/v1,/chat/completions,header:X-Key or sigv4,"
                        + "\"NEW_KEY,NEW_REGION\",\"chat,completions,messages,responses\",prose,max_tokens_only\n",
                Map.of("new", Map.of("fill", "region=NEW_REGION", "+quirks", "no_end_mark")));

        assertThat(problems).isEmpty();
        assertThat(lines.get("new"))
                .containsExactly(
                        "new",
                        "New Lab",
                        "lab",
                        "https://api.new.example/v1",
                        "header:x-key,aws:bedrock",
                        "NEW_KEY",
                        "region=NEW_REGION",
                        "openai-chat complete; openai-responses; anthropic",
                        "max_tokens_only no_end_mark",
                        "-");
    }

    @Test
    void anthropicsPathIsTakenForTrueOnlyBelowAVersion() {
        Map<String, List<String>> lines = lines(
                HEAD
                        + "a,A,host,openai,https://a.example/openai/v1,/chat/completions,bearer,A_KEY,\"chat,messages\",,\n"
                        + "b,B,host,openai,https://b.example,/chat/completions,none,,\"chat,messages\",,\n",
                Map.of());

        assertThat(lines.get("a")).contains("openai-chat");
        assertThat(lines.get("b")).contains("openai-chat", "bearer?");
    }

    @Test
    void twoRowsOfOneIdAndABadIdAreToldWhereTheyStand() {
        lines(HEAD + "a,A,host,openai,,,,,,,\na,A,host,openai,,,,,,,\nB B,B,host,openai,,,,,,,\n", Map.of());

        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly(
                        "t.csv:3:1: id: \"a\" stands here a second time; keep one of the two",
                        "t.csv:4:1: id: \"B B\" is no id; write lower-case letters, digits and dashes");
    }

    private Map<String, List<String>> lines(String text, Map<String, Map<String, String>> notes) {
        return new ProviderRows(notes).lines(CsvTable.read("t.csv", text, ProviderRows.REQUIRED, problems::add));
    }

    private static String bundled() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ProviderRows.class.getResourceAsStream("/io/sluice/gateway/catalog/providers.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
