package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.Problem;
import io.sluice.gateway.litellm.Fixture;
import io.sluice.gateway.litellm.Imported;
import io.sluice.gateway.route.written.RouteSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A file of LiteLLM's as a {@code sluice.yaml}: what is written is what runs, and what is not carried is told. */
class LiteLlmImportTest {
    private static final String MODEL = """
            model_list:
              - model_name: m
                litellm_params: {model: openai/gpt-4o, api_key: sk-of-openai}
            """;

    @TempDir
    Path folder;

    static List<String> fixtures() throws Exception {
        return Fixture.names();
    }

    private SettingsReader reader(Map<String, String> environment) {
        return new SettingsReader(Catalog.bundled(), Environment.of(environment), folder);
    }

    private Configuration read(String yaml) throws Exception {
        Files.writeString(folder.resolve("config.yaml"), yaml);
        return reader(Map.of()).read("config.yaml", Settings.Overrides.NONE);
    }

    private static RouteSettings route(Configuration read, String name) {
        return Objects.requireNonNull(read.settings().models().get(name), name).route();
    }

    private List<String> notes(String yaml) throws Exception {
        return read(yaml).notes().stream().map(Problem::toString).toList();
    }

    private Shell.Ran run(String... line) {
        return new Shell(folder).run(line);
    }

    private void write(Fixture fixture) throws Exception {
        for (Map.Entry<String, String> file : fixture.files().entrySet()) {
            Files.createDirectories(folder.resolve(file.getKey()).getParent());
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void whatImportWritesIsWhatRuns(String name) throws Exception {
        try (Fixture fixture = new Fixture(name)) {
            write(fixture);
            Imported imported = reader(fixture.environment()).said("config.yaml");
            Map<String, String> environment = new HashMap<>(fixture.environment());
            imported.variables().forEach((variable, value) -> environment.put(variable, value.reveal()));
            Files.writeString(folder.resolve("sluice.yaml"), imported.text().text());

            Configuration started = reader(fixture.environment()).read("config.yaml", Settings.Overrides.NONE);
            Configuration written = reader(environment).read("sluice.yaml", Settings.Overrides.NONE);

            assertThat(written.settings()).hasToString(started.settings().toString());
            assertThat(written.settings().models()).isNotEmpty();
            assertThat(written.providers().keySet())
                    .isEqualTo(started.providers().keySet());
            assertThat(written.notes()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void noCredentialIsEverCopied(String name) throws Exception {
        try (Fixture fixture = new Fixture(name)) {
            write(fixture);
            Shell.Ran ran = run("import", "config.yaml");

            assertThat(ran.status()).isZero();
            assertThat(String.join("\n", ran.out()) + ran.err())
                    .doesNotContain("sk-in-the-file-itself", "sk-ant-literally", "sk-literal-master-key", "fake-key");
        }
    }

    @Test
    void aVariableThatIsNotSetIsToldWhereTheFileNamesIt() {
        assertThatThrownBy(() -> read("""
                        model_list:
                          - model_name: m
                            litellm_params:
                              model: openai/gpt-4o
                              api_key: os.environ/ABSENT_KEY
                        """))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("config.yaml:5:")
                .hasMessageContaining("the environment variable ABSENT_KEY is not set");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            litellm_settings: {callbacks: [otel]}          | `litellm_settings.callbacks` is not carried yet
            litellm_settings: {num_retires: 2}             | `num_retires` is no key of `litellm_settings` that is known here; did you mean `num_retries`?
            guardrails: []                                 | `guardrails` is not carried yet
            router_settings: {routing_strategy: psychic}   | the strategy `psychic` is not known
            router_settings: {cooldown_time: 30}           | `router_settings.cooldown_time` is not carried yet
            litellm_settings: {fallbacks: [{m: [gone]}]}   | the fallback `gone` is no name of `model_list`
            router_settings: {model_group_alias: {a: no}}  | the alias `a` is left out
            general_settings: {database_url: x}            | `general_settings.database_url` is not carried yet
            general_settings: {my_own: 1}                  | `my_own` is no key of `general_settings` that is known here
            """)
    void whatIsNotCarriedIsToldWithItsLine(String line, String told) throws Exception {
        assertThat(notes(MODEL + line + "\n"))
                .singleElement()
                .asString()
                .startsWith("config.yaml:4:")
                .contains(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model: gpt-4o, max_parallel_requests: 2 | `litellm_params.max_parallel_requests` is not carried yet
            model: gpt-4o, api_kye: x               | `api_kye` is no key of `litellm_params` that is known here; did you mean `api_key`?
            model: gpt-4o, safe_prompt: true        | `safe_prompt` is taken for a member of the request
            model: gpt-4o, my_token: abc            | `my_token` is not carried: it may be a credential
            model: gpt-4o, timeout: soon            | this is no time in seconds
            model: gpt-4o, input_cost_per_token: x  | `input_cost_per_token` is not carried
            model: nowhere/x                        | `nowhere/x` is left out: it names no provider that is known here
            model: replicate/meta/llama             | is left out: Sluice does not speak to this provider yet
            model: openai/x, litellm_credential_name: c | `credential_list` has no `c`
            """)
    void whatADeploymentLosesIsTold(String params, String told) throws Exception {
        assertThat(notes(MODEL + "  - {model_name: n, litellm_params: {api_key: sk-x, " + params + "}}\n"))
                .singleElement()
                .asString()
                .startsWith("config.yaml:4:")
                .contains(told);
    }

    @Test
    void whatIsNotCarriedStopsAStartThatIsStrict() throws Exception {
        Files.writeString(folder.resolve("config.yaml"), MODEL + "guardrails: []\n");

        Shell.Ran lenient = run("check", "config.yaml");
        Shell.Ran strict = run("check", "config.yaml", "--strict");
        Shell.Ran started = run("start", "--config", "config.yaml", "--strict");
        Shell.Ran imported = run("import", "config.yaml", "--strict");

        assertThat(lenient.status()).isZero();
        assertThat(lenient.err()).contains("warning: config.yaml:4:1: `guardrails` is not carried yet");
        assertThat(List.of(strict.status(), started.status(), imported.status()))
                .containsOnly(Exit.CONFIG);
        assertThat(imported.out()).isEmpty();
    }

    @Test
    void importTellsWhichVariablesToSetForCredentialsOfTheFile() throws Exception {
        Files.writeString(folder.resolve("config.yaml"), MODEL);
        Shell.Ran ran = run("import", "config.yaml", "--out", "sluice.yaml");

        assertThat(ran.status()).isZero();
        assertThat(ran.err()).contains("config.yaml:3:").contains("set the variable OPENAI_KEY to it");
        assertThat(Files.readString(folder.resolve("sluice.yaml"))).contains("key: \"${OPENAI_KEY}\"");
        assertThat(run("import", "config.yaml", "--out", "sluice.yaml").err()).contains("is there already");
    }

    @Test
    void aFileOfOursIsNotImported() throws Exception {
        Files.writeString(folder.resolve("sluice.yaml"), "providers: {}\n");

        assertThat(run("import", "sluice.yaml").err()).contains("is no file of LiteLLM's");
    }

    @Test
    void filesThatIncludeEachOtherAreTold() throws Exception {
        Files.writeString(folder.resolve("other.yaml"), "include: [config.yaml]\n");

        assertThatThrownBy(() -> read(MODEL + "include: [other.yaml]\n"))
                .hasMessageContaining("other.yaml:1:11")
                .hasMessageContaining("config.yaml -> other.yaml -> config.yaml");
        assertThatThrownBy(() -> read(MODEL + "include: [absent.yaml]\n"))
                .hasMessageContaining("absent.yaml: there is no such file");
    }

    @Test
    void aMistakeInAnIncludedFileIsToldThere() throws Exception {
        Files.writeString(
                folder.resolve("more.yaml"),
                "model_list:\n  - {model_name: n, litellm_params: {model: openai/x, api_key: os.environ/GONE}}\n");

        assertThatThrownBy(() -> read(MODEL + "include: [more.yaml]\n")).hasMessageContaining("more.yaml:2:");
    }

    @Test
    void whatTheFileExportsIsSetForItAlone() throws Exception {
        Configuration read =
                read(MODEL.replace("sk-of-openai", "os.environ/MINE") + "environment_variables: {MINE: sk-mine}\n");

        assertThat(read.providers()).containsKey("openai");
    }

    @Test
    void aModelMayBeNamedByTheEnvironment() throws Exception {
        Configuration read = read(MODEL.replace("openai/gpt-4o", "os.environ/MINE")
                + "environment_variables: {MINE: groq/llama-3.1-8b-instant}\n");

        assertThat(route(read, "m").use()).isEqualTo("groq/llama-3.1-8b-instant");
    }

    @Test
    void aMergedMapIsPartOfTheOneThatMergesIt() throws Exception {
        Configuration read = read("""
                model_list:
                  - model_name: a
                    litellm_params: &one {model: openai/gpt-4o, api_key: sk-x, timeout: 7}
                  - model_name: b
                    litellm_params: {<<: *one, model: openai/gpt-4o-mini}
                """);

        assertThat(route(read, "b").timeout()).hasSeconds(7);
        assertThat(read.settings().providers()).containsOnlyKeys("openai");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            simple-shuffle         | split:
            latency-based-routing  | fastest:
            least-busy             | least-busy:
            usage-based-routing-v2 | least-busy:
            cost-based-routing     | cheapest:
            """)
    void aStrategyIsAWayToGoThroughAGroup(String strategy, String way) throws Exception {
        Files.writeString(
                folder.resolve("config.yaml"),
                MODEL + "  - {model_name: m, litellm_params: {model: groq/llama, api_key: k}}\nrouter_settings:"
                        + " {routing_strategy: " + strategy + "}\n");

        assertThat(reader(Map.of()).said("config.yaml").text().text()).contains("  m:\n    " + way + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bedrock/us-west-2/anthropic.claude-v2       |                                | bedrock/anthropic.claude-v2
            anthropic.claude-3-haiku-20240307-v1:0      |                                | bedrock/anthropic.claude-3-haiku-20240307-v1:0
            gpt-4o                                      |                                | openai/gpt-4o
            claude-3-opus-20240229                      |                                | anthropic/claude-3-opus-20240229
            together_ai/meta-llama/Llama-3-70b-chat-hf  |                                | together/meta-llama/Llama-3-70b-chat-hf
            mistral-large                               | , custom_llm_provider: mistral | mistral/mistral-large
            fireworks_ai/accounts/fireworks/models/x    |                                | fireworks/accounts/fireworks/models/x
            text-completion-openai/davinci-002          |                                | openai/davinci-002
            azure/o_series/my-o3                        | , api_base: https://x.example  | azure/my-o3
            """)
    void aModelIsKnownByLiteLlmsNameOfIt(String model, @Nullable String more, String target) throws Exception {
        Configuration read = read("model_list:\n  - {model_name: m, litellm_params: {model: \"" + model
                + "\", api_key: sk-x" + (more == null ? "" : more) + "}}\n");

        assertThat(route(read, "m").use()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            anthropic/claude-3  | https://a.example             | https://a.example/v1
            anthropic/claude-3  | https://a.example/v1/         | https://a.example/v1
            anthropic/claude-3  | os.environ/WITH_SLASH         | https://b.example/v1
            azure/x             | https://a.example/            | https://a.example/openai/v1
            azure/x             | https://a.example/openai/deployments/x?api-version=2024 | https://a.example/openai/v1
            hosted_vllm/x       | http://a.example:8000/v1/     | http://a.example:8000/v1
            openai/x            | https://eu.api.openai.com/v1  | https://eu.api.openai.com/v1
            huggingface/x       | https://a.example             | https://a.example/v1
            """)
    void anAddressIsWrittenAsTheCatalogHasIt(String model, String base, String url) throws Exception {
        Files.writeString(
                folder.resolve("config.yaml"),
                "model_list:\n  - {model_name: m, litellm_params: {model: " + model + ", api_key: sk-x, api_base: \""
                        + base + "\"}}\n");
        Configuration read =
                reader(Map.of("WITH_SLASH", "https://b.example/")).read("config.yaml", Settings.Overrides.NONE);

        assertThat(read.settings().providers().values())
                .singleElement()
                .satisfies(provider -> assertThat(provider.url()).hasToString(url));
    }

    @Test
    void aFileWithoutModelsStarts() throws Exception {
        assertThat(read("model_list: []\ngeneral_settings: {store_model_in_db: true}\n")
                        .notes())
                .hasSize(1);
    }

    @Test
    void anAliasMayStandForANameOnlyAWildcardHas() throws Exception {
        Configuration read = read("""
                model_list:
                  - {model_name: "openai/*", litellm_params: {model: "openai/*", api_key: sk-x}}
                router_settings: {model_group_alias: {fast: openai/gpt-4o-mini}}
                """);

        assertThat(route(read, "fast").use()).isEqualTo("openai/gpt-4o-mini");
    }

    @Test
    void aSilentModelGetsACopyOfEveryCall() throws Exception {
        Configuration read = read(
                MODEL
                        + "  - {model_name: n, litellm_params: {model: openai/gpt-4o, api_key: sk-of-openai, silent_model: m}}\n");

        assertThat(Objects.requireNonNull(route(read, "n").mirror()).to()).isEqualTo("openai/gpt-4o");
    }

    @Test
    void aStarIsEveryProviderWhoseCredentialIsThere() throws Exception {
        Files.writeString(
                folder.resolve("config.yaml"),
                "model_list:\n  - {model_name: \"*\", litellm_params: {model: \"*\"}}\n");
        Configuration read = reader(Map.of("GROQ_API_KEY", "gsk-1")).read("config.yaml", Settings.Overrides.NONE);

        assertThat(read.settings().models()).containsOnlyKeys("groq/*");
    }

    @Test
    void aTargetNeverMeansAnotherPublicName() throws Exception {
        Configuration read = read("""
                model_list:
                  - model_name: openai/gpt-4o
                    litellm_params: {model: azure/x, api_key: k, api_base: "http://127.0.0.1:1"}
                  - model_name: plain
                    litellm_params: {model: openai/gpt-4o, api_key: sk-x}
                """);

        assertThat(route(read, "plain").use()).isEqualTo("openai-2/gpt-4o");
    }
}
