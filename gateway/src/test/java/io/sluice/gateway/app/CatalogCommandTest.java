package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogCommandTest {
    private static final String PROVIDERS = "id,name,category,wire,base_url,chat_path,auth,env,endpoints,quirks,flags\n"
            + "acme,Acme,lab,openai,https://acme.example/v1,/chat/completions,bearer,ACME_KEY,chat,,\n";
    private static final String MODELS = "provider,model_id,mode,input,output\nacme,big,chat,1.5,6\n";

    @TempDir
    Path folder;

    private final Recorded terminal = new Recorded();

    @Test
    void theNewCatalogStandsForTheOldOne() throws IOException {
        Files.createDirectories(folder.resolve("sluice-data"));
        tables(MODELS);

        assertThat(run("catalog", "refresh", "--from", "tables", "--as-of", "2026-11-01"))
                .isEqualTo(Exit.OK);
        assertThat(terminal.output())
                .startsWith("The catalog now has 1 providers and 1 models, as of 2026-11-01, in ")
                .endsWith("catalog");

        Files.writeString(folder.resolve("sluice.yaml"), "providers: { acme: {} }\nmodels: { m: acme/big }\n");
        assertThat(run("check", "sluice.yaml")).isEqualTo(Exit.OK);
        assertThat(terminal.output()).contains("providers  acme");
    }

    @Test
    void aMistakeLeavesTheCatalogAsItWas() throws IOException {
        Files.createDirectories(folder.resolve("sluice-data/catalog"));
        Files.writeString(folder.resolve("sluice-data/catalog/mark"), "old");
        tables(MODELS + "acme,small,chat,cheap,6\n");

        assertThat(run("catalog", "refresh", "--from", "tables")).isEqualTo(Exit.CONFIG);

        assertThat(terminal.complaints())
                .contains("models.csv:3:17: input: \"cheap\" is no price")
                .contains("1 problem, told above; the catalog stays as it was");
        assertThat(folder.resolve("sluice-data/catalog/mark")).hasContent("old");
    }

    @Test
    void aSecondRefreshTakesTheWholePlaceOfTheFirst() throws IOException {
        Files.createDirectories(folder.resolve("sluice-data/catalog/models"));
        Files.writeString(folder.resolve("sluice-data/catalog/models/gone.tsv"), "old");
        tables(MODELS);

        assertThat(run("catalog", "refresh", "--from", "tables")).isEqualTo(Exit.OK);

        assertThat(folder.resolve("sluice-data/catalog/models/gone.tsv")).doesNotExist();
        assertThat(folder.resolve("sluice-data/catalog.old")).doesNotExist();
        assertThat(folder.resolve("sluice-data/catalog.new")).doesNotExist();
        assertThat(folder.resolve("sluice-data/catalog/models/acme.tsv"))
                .content()
                .startsWith("# as of 1970-01-01:");
    }

    @Test
    void aBrokenCatalogIsToldWithWhatToDo() throws IOException {
        Files.createDirectories(folder.resolve("sluice-data/catalog"));
        Files.writeString(folder.resolve("sluice-data/catalog/providers.tsv"), "acme\tAcme\n");
        Files.writeString(folder.resolve("sluice.yaml"), "auth: none\n");

        assertThat(run("check", "sluice.yaml")).isEqualTo(Exit.CONFIG);

        assertThat(terminal.complaints())
                .contains("providers.tsv: acme: 2 columns instead of 10")
                .contains("sluice catalog refresh, or delete");
    }

    @Test
    void theFolderMustBeNamedAndTheDayADay() {
        assertThat(run("catalog", "refresh")).isEqualTo(Exit.USAGE);
        assertThat(run("catalog", "refresh", "--from", "x", "--as-of", "soon")).isEqualTo(Exit.USAGE);
        assertThat(run("catalog", "refrehs", "--from", "x")).isEqualTo(Exit.USAGE);

        assertThat(terminal.complaints())
                .contains("--from", "\"soon\" is no day; write 2026-08-21", "did you mean catalog refresh?");
    }

    private void tables(String models) throws IOException {
        Files.createDirectories(folder.resolve("tables"));
        Files.writeString(folder.resolve("tables/providers.csv"), PROVIDERS);
        Files.writeString(folder.resolve("tables/models.csv"), models);
    }

    private int run(String... line) {
        return Main.run(
                List.of(line), new Surroundings(terminal, Map.of("ACME_KEY", "k"), folder, () -> Instant.EPOCH));
    }
}
