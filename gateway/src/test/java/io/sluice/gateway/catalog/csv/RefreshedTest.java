package io.sluice.gateway.catalog.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.gateway.config.ConfigProblems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefreshedTest {
    private static final Path FACTS = Path.of("..", "..", "shared", "catalog");
    private static final LocalDate AS_OF = LocalDate.of(2026, 8, 21);
    private static final String PROVIDERS = "id,name,category,wire,base_url,chat_path,auth,env,endpoints,quirks,flags\n"
            + "acme,Acme,lab,openai,https://acme.example/v1,/chat/completions,bearer,ACME_KEY,"
            + "\"chat,responses\",,\n";
    private static final String MODELS = "provider,model_id,region,mode,input,output,cache_read,tiers,unit_prices,"
            + "context_window,max_output,supports,reasoning_options,wire\n";

    @TempDir
    Path folder;

    @Test
    void whatComesWithSluiceIsMadeOfTheCollectedTables() throws Exception {
        assumeTrue(Files.isDirectory(FACTS), "the collected facts are not beside this clone: " + FACTS);

        Refreshed made = Refreshed.of(FACTS, AS_OF);

        assertThat(made.providers()).isEqualTo(271);
        assertThat(made.models()).isEqualTo(9_578);
        assertThat(made.files()).hasSize(197);
        for (Map.Entry<String, String> file : made.files().entrySet()) {
            assertThat(bundled(file.getKey())).as(file.getKey()).isEqualTo(file.getValue());
        }
    }

    @Test
    void aRowBecomesALineAndTheTimesOfItsPriceStandBelowIt() throws Exception {
        Files.writeString(folder.resolve("providers.csv"), PROVIDERS);
        Files.writeString(
                folder.resolve("models.csv"),
                MODELS
                        + "acme,big,,chat,1.5,6,0.15,std>1000:in=3;std>1000:out=9,web_search=0.01;dims=5;multiplier_us=1.1,"
                        + "8000,4000,tools|vision,toggle effort+=xhigh/none,openai-responses\n");
        Files.writeString(folder.resolve("price_history.csv"), """
                provider,model_id,valid_from,valid_to,input,output,source
                acme,big,2027-01-01,,2,8,genai-prices
                acme,gone,,2027-01-01,1,1,x
                """);

        Refreshed made = Refreshed.of(folder, AS_OF);

        assertThat(made.files().getOrDefault("models/acme.tsv", "").lines().skip(1))
                .containsExactly(
                        "big\t\tchat\t8000\t\t4000\tin=1.5 out=6 cr=0.15 std>1000:in=3,out=9 $web_search=0.01 *us=1.1"
                                + "\ttools vision toggle effort=none/low/medium/high/xhigh dims=5"
                                + "\topenai-responses\t\t\t\t",
                        "\t2027-01-01\t\t\tdeclared\tin=2 out=8");
        assertThat(made.left()).isEqualTo(1);
    }

    @Test
    void everyMistakeIsToldAtOnceWithFileLineAndColumn() throws IOException {
        Files.writeString(folder.resolve("providers.csv"), PROVIDERS);
        Files.writeString(
                folder.resolve("models.csv"),
                MODELS + "acme,a,,chat,free,1,,,,,,,,\n" + "amce,b,,chat,1,1,,,,,,,,\n"
                        + "acme,c,,chat,1,1,,std>x:in=1,cheap,,,Tools,,\n" + "acme,c,,chat,1,1,,,,,,,,\n"
                        + "acme,d,,talk,1,1,,,,many,,,,soap\n");

        assertThatThrownBy(() -> Refreshed.of(folder, AS_OF))
                .isInstanceOf(ConfigProblems.class)
                .hasMessage(String.join(
                                "\n",
                                "F:2:14: input: \"free\" is no price; write digits and at most one point",
                                "F:3:1: provider: \"amce\" is no provider of providers.csv",
                                "F:4:19: tiers: \"std>x:in=1\" is no tier; write std>200000:in=1,out=2",
                                "F:4:30: unit_prices: \"cheap\" is no price; write web_search=0.01",
                                "F:4:38: supports: \"Tools\" is no capability; write words of a-z, digits and _",
                                "F:5:6: model_id: \"c\" stands here a second time; keep one of the two",
                                "F:6:9: mode: \"talk\" is no mode; write one of " + String.join(", ", ModelRows.MODES),
                                "F:6:21: context_window: \"many\" is no whole number",
                                "F:6:29: wire: \"soap\" is no dialect; write one of "
                                        + String.join(", ", Wires.DIALECTS.keySet()))
                        .replace("F:", folder.resolve("models.csv") + ":"));
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Refreshed.of(folder, AS_OF))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("providers.csv: is missing");
    }

    private static String bundled(String file) throws IOException {
        try (InputStream in = RefreshedTest.class.getResourceAsStream("/io/sluice/gateway/catalog/" + file)) {
            return in == null ? "missing" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
