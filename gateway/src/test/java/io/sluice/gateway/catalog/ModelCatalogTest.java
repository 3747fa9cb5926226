package io.sluice.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.config.Secret;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogTest {
    private static final Instant WINTER = Instant.parse("2026-11-20T00:00:00Z");

    private final ModelCatalog known = ModelCatalog.bundled();

    @TempDir
    Path folder;

    @Test
    void aModelHasLimitsCapabilitiesAndPrices() {
        ModelEntry model = known.find("openai", "gpt-5", null).orElseThrow();

        assertThat(model.context()).isEqualTo(400_000);
        assertThat(model.maxOutput()).isEqualTo(128_000);
        assertThat(model.traits()).contains("json_schema", "effort=minimal/low/medium/high");
        assertThat(model.pricing().listed().rate(Rate.INPUT)).isEqualTo(new BigDecimal("1.25"));
        assertThat(model.pricing().listed().tiers())
                .extracting(PriceTier::service)
                .contains("flex", "priority");
    }

    @Test
    void anAnnouncedPriceOfTheBundledListHolds() {
        Pricing pricing =
                known.find("anthropic", "claude-sonnet-5", null).orElseThrow().pricing();

        assertThat(pricing.listed().rate(Rate.OUTPUT)).isEqualByComparingTo("10");
        assertThat(pricing.at(WINTER).rate(Rate.OUTPUT)).isEqualByComparingTo("15");
        assertThat(pricing.at(WINTER).rate(Rate.CACHE_WRITE_1H)).isEqualByComparingTo("6");
    }

    @Test
    void aRegionOfItsOwnCountsBeforeTheOneForAll() {
        ModelEntry all = known.find("bedrock", "amazon.nova-lite-v1:0", null).orElseThrow();
        List<ModelEntry> regions = known.list("bedrock").stream()
                .filter(one -> !one.region().isEmpty())
                .toList();
        ModelEntry own = regions.getFirst();

        assertThat(all.region()).isEmpty();
        assertThat(known.find("bedrock", own.id(), own.region())).contains(own);
        assertThat(known.find("bedrock", own.id(), "mars-north-1").orElseThrow())
                .isNotEqualTo(own);
    }

    @Test
    void anotherProfileOfAModelCanDoTheSameButItsPriceIsUnknown() {
        ModelEntry base =
                known.find("bedrock", "anthropic.claude-sonnet-5", null).orElseThrow();
        ModelEntry other =
                known.find("bedrock", "apac.anthropic.claude-sonnet-5", null).orElseThrow();

        assertThat(other.facts()).isEqualTo(base.facts());
        assertThat(other.id()).isEqualTo("apac.anthropic.claude-sonnet-5");
        assertThat(other.pricing().at(WINTER).unknown()).isTrue();
    }

    @Test
    void aModelMayDemandADialect() {
        assertThat(known.find("opencode-zen", "claude-sonnet-4-5", null)
                        .orElseThrow()
                        .wire())
                .isEqualTo("anthropic");
        assertThat(known.find("openai", "gpt-5", null).orElseThrow().wire()).isNull();
        assertThat(known.list("openai"))
                .filteredOn(model -> model.mode().equals("responses"))
                .isNotEmpty()
                .allMatch(model -> "openai-responses".equals(model.wire()));
    }

    @Test
    void everyDialectAModelDemandsIsOneItsProviderSpeaks() {
        for (CatalogEntry entry : Catalog.bundled().entries()) {
            List<String> names = entry.spoken().stream().map(Spoken::name).toList();
            for (ModelEntry model : known.list(entry.id())) {
                if (model.wire() != null) {
                    assertThat(names).as(entry.id() + "/" + model.id()).contains(model.wire());
                }
            }
        }
    }

    @Test
    void whatIsSelfHostedHasEveryModelAndCostsNothing() {
        Provider box = provider("box", "vllm", true);

        ModelEntry any = known.find(box, "my/own-llama").orElseThrow();
        assertThat(any.pricing().at(WINTER)).isEqualTo(Prices.FREE);
        assertThat(known.find(provider("openai", "openai", false), "my/own-llama"))
                .isEmpty();
    }

    @Test
    void theConfigurationPricesWhatIsSelfHosted() {
        PriceSettings price = price("0.5", null, "0.0002");
        ModelCatalog changed = known.with(settings("box", Map.of("llama", override(null, 8_000L, price))));

        ModelEntry llama = changed.find(provider("box", "vllm", true), "llama").orElseThrow();
        assertThat(llama.pricing().at(WINTER)).hasToString("in=0.5 $second=0.0002");
        assertThat(llama.context()).isEqualTo(8_000);
        assertThat(changed.find(provider("other", "vllm", true), "llama")
                        .orElseThrow()
                        .pricing()
                        .at(WINTER))
                .isEqualTo(Prices.FREE);
    }

    @Test
    void aDeploymentIsLikeTheModelItHas() {
        ModelCatalog changed = known.with(settings("azure-openai", Map.of("prod", override("gpt-5", null, null))));
        ModelEntry prod = changed.find(provider("azure-openai", "azure-openai", false), "prod")
                .orElseThrow();

        assertThat(prod.id()).isEqualTo("prod");
        assertThat(prod.maxOutput()).isEqualTo(128_000);
        assertThat(prod.pricing().at(WINTER).rate(Rate.INPUT)).isNotNull();
    }

    @Test
    void aUsersFileStandsForTheOneThatComesWithSluice() throws IOException {
        Files.writeString(
                folder.resolve("openai.tsv"),
                ModelLines.head(LocalDate.of(2026, 11, 1)) + "gpt-9\t\tchat\t9\t\t\tin=9\t\t\t\t\t\t\n");
        ModelCatalog own = known.with(folder);

        assertThat(own.find("openai", "gpt-9", null)).isPresent();
        assertThat(own.find("openai", "gpt-5", null)).isEmpty();
        assertThat(own.find("anthropic", "claude-sonnet-5", null)).isPresent();
    }

    @Test
    void aUsersFileThatIsBrokenIsNamed() throws IOException {
        Files.writeString(folder.resolve("openai.tsv"), ModelLines.head(LocalDate.EPOCH) + "gpt-9\tchat\n");

        assertThatThrownBy(() -> known.with(folder).load(List.of("openai")))
                .hasMessageContaining("openai.tsv")
                .hasMessageContaining("2 columns instead of 13")
                .hasMessageContaining("catalog refresh");
    }

    private static Map<String, CatalogSettings> settings(String id, Map<String, ModelOverride> models) {
        return new HashMap<>(Map.of(
                id,
                new CatalogSettings(
                        null, null, List.of(), null, null, List.of(), null, null, null, List.of(), models)));
    }

    private static ModelOverride override(
            @Nullable String like, @Nullable Long context, @Nullable PriceSettings price) {
        return new ModelOverride(like, null, context, null, List.of(), null, price);
    }

    private static PriceSettings price(String input, @Nullable String output, String second) {
        return new PriceSettings(
                new BigDecimal(input),
                output == null ? null : new BigDecimal(output),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new BigDecimal(second),
                List.of(),
                Map.of());
    }

    private static Provider provider(String id, String entry, boolean selfHosted) {
        Wire wire = Wire.usual(URI.create("http://127.0.0.1:1/v1"));
        Credential credential = new Credential(id, wire.origin(), new AuthScheme.Bearer(), new Secret("k"));
        return new Provider(
                id,
                entry,
                List.of(wire),
                new AuthScheme.Bearer(),
                List.of(credential),
                false,
                Map.of(),
                Map.of(),
                Clocks.USUAL,
                List.of(),
                selfHosted,
                false);
    }
}
