package io.sluice.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private final Catalog catalog = Catalog.bundled();

    @Test
    void itsLinesAreSortedAndWhole() {
        assertThat(List.copyOf(catalog.ids()))
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSize(271);
        assertThat(catalog.entries()).allSatisfy(entry -> {
            assertThat(entry.name()).isNotBlank();
            assertThat(entry.id()).matches("[a-z0-9][a-z0-9-]*");
            assertThat(entry.environment()).allMatch(name -> name.matches("[A-Z0-9_]+"));
            if (!entry.url().isEmpty() && Places.names(entry.url()).isEmpty()) {
                assertThat(Origin.of(URI.create(entry.url())).port()).isPositive();
                assertThat(entry.url()).doesNotEndWith("/");
            }
        });
    }

    @Test
    void aLineSaysHowAProviderIsCalled() {
        CatalogEntry writer = catalog.find("writer").orElseThrow();

        assertThat(writer.url()).isEqualTo("https://api.writer.com/v1");
        assertThat(writer.paths())
                .isEqualTo(Map.of(
                        Action.CHAT, "/chat",
                        Action.COMPLETE, "/completions",
                        Action.EMBED, "/embeddings",
                        Action.MODELS, "/models"));
        assertThat(writer.auth()).isEqualTo(new AuthScheme.Bearer());
        assertThat(writer.keyOptional()).isFalse();
        assertThat(writer.environment()).containsExactly("WRITER_API_KEY");
        assertThat(writer.quirks()).containsExactly("no_end_mark");
        assertThat(writer.selfHosted()).isFalse();
    }

    @Test
    void ollamaIsReachedByItsHostAlone() {
        CatalogEntry ollama = catalog.find("ollama").orElseThrow();

        assertThat(ollama.url()).isEqualTo("http://localhost:11434");
        assertThat(ollama.spoken().stream().map(Spoken::dialect))
                .containsExactly("ollama", "openai-chat", "openai-responses", "anthropic");
        assertThat(ollama.keyOptional()).isTrue();
        assertThat(ollama.selfHosted()).isTrue();
    }

    @Test
    void aCredentialThatBelongsToOneProviderEnablesIt() {
        assertThat(enabledBy("OPENAI_API_KEY", "GROQ_API_KEY")).containsExactly("groq", "openai");
    }

    @Test
    void generalAndSharedCredentialsEnableNothing() {
        assertThat(enabledBy("GITHUB_TOKEN", "HF_TOKEN", "DATABRICKS_TOKEN", "AWS_BEARER_TOKEN_BEDROCK", "AWS_REGION"))
                .isEmpty();
        assertThat(enabledBy("MOONSHOT_API_KEY", "ZAI_API_KEY", "LLAMA_API_KEY"))
                .isEmpty();
    }

    @Test
    void neitherLocalServersNorDialectsWeDoNotSpeakAreEnabled() {
        assertThat(enabledBy("VLLM_API_KEY", "LM_STUDIO_API_KEY", "DEEPGRAM_API_KEY", "ELEVENLABS_API_KEY"))
                .isEmpty();
    }

    @Test
    void theConfigurationAddsAndChangesEntries() {
        var settings = new CatalogSettings(
                URI.create("https://new.example/v1"),
                null,
                List.of(),
                new AuthScheme.Header("x-key"),
                null,
                List.of("NEW_KEY"),
                "/talk",
                null,
                null,
                List.of(),
                Map.of());
        Catalog changed = catalog.with(Map.of("brand-new", settings, "groq", settings));

        assertThat(changed.find("brand-new").orElseThrow().paths()).containsEntry(Action.CHAT, "/talk");
        CatalogEntry groq = changed.find("groq").orElseThrow();
        assertThat(groq.url()).isEqualTo("https://new.example/v1");
        assertThat(groq.name()).isEqualTo("Groq");
        assertThat(groq.quirks()).isNotEmpty();
        assertThat(catalog.find("brand-new")).isEmpty();
    }

    private List<String> enabledBy(String... variables) {
        return List.copyOf(catalog.enabledBy(Set.of(variables)::contains));
    }
}
