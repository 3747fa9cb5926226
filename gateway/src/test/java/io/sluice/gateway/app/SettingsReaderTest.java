package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.catalog.Action;
import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.catalog.Provider;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.egress.HostPattern;
import io.sluice.gateway.route.AnswerModel;
import io.sluice.gateway.route.written.ModelSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void withoutAFileTheEnvironmentEnablesProviders() throws Exception {
        environment.put("OPENAI_API_KEY", "sk-env");
        environment.put("GITHUB_TOKEN", "ghp");
        environment.put("SNOWFLAKE_CORTEX_PAT", "its account is not known");

        Configuration configuration = reader().withoutFile(Settings.Overrides.NONE);

        assertThat(configuration.settings().listen()).hasToString("127.0.0.1:4000");
        assertThat(configuration.settings().admin()).hasToString("127.0.0.1:4001");
        assertThat(configuration.settings().data()).isEqualTo(folder.resolve("sluice-data"));
        assertThat(configuration.providers()).containsOnlyKeys("openai");
        assertThat(sent(configuration, "openai")).isEqualTo("Bearer sk-env");
    }

    @Test
    void serversOfOnesOwnAreAskedForTheirModelsUnlessTheFileSaysOtherwise() throws Exception {
        Configuration configuration = read("""
                providers:
                  box: { use: vllm, url: "http://10.0.0.5:8000/v1" }
                  ollama: {}
                  quiet: { use: sglang, url: "http://10.0.0.6:8000/v1", discover: false }
                  mine: { use: vllm, url: "http://10.0.0.7:8000/v1", key: caller }
                  openai: { key: k }
                  mistral: { key: k, discover: true }
                """);

        assertThat(configuration.providers().values().stream()
                        .filter(Provider::discover)
                        .map(Provider::id))
                .containsExactly("box", "ollama", "mistral");
    }

    @Test
    void aListThatNobodyCanAskForIsAMistake() {
        assertThatThrownBy(() -> read("providers:\n  box: { use: vllm, key: caller, discover: true }\n"))
                .hasMessageContaining("box.discover")
                .hasMessageContaining("key: caller");
        String cohere = "{ dialect: cohere, url: \"http://10.0.0.5/v2\", discover: true }";
        assertThatThrownBy(() -> read("providers:\n  c: " + cohere + "\n"))
                .hasMessageContaining("no list of models to ask for");
    }

    @Test
    void aFileAloneDecidesWhichProvidersThereAre() throws Exception {
        environment.put("OPENAI_API_KEY", "sk-env");

        assertThat(read("providers: {}\n").providers()).isEmpty();
        assertThat(read("").providers()).isEmpty();
    }

    @Test
    void egressListsHostsAndNothingElse() throws Exception {
        assertThat(read("egress: [cdn.example.com, \"*.images.example.com\"]\n")
                        .settings()
                        .egress())
                .extracting(HostPattern::toString)
                .containsExactly("cdn.example.com", "*.images.example.com");

        assertThatThrownBy(() -> read("""
                        egress:
                          - cdn.example.com
                          - https://cdn.example.com
                          - 10.0.0.1
                          - "*.com"
                        """))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContainingAll(
                        ":3:5: egress[1]: \"https://cdn.example.com\" is no host name",
                        ":4:5: egress[2]: \"10.0.0.1\" is no host name",
                        ":5:5: egress[3]: \"*.com\" would allow all of .com");
    }

    @Test
    void everyWayToNameAProviderWorks() throws Exception {
        Files.writeString(folder.resolve("odd.key"), "from-file\n");
        environment.put("GROQ_API_KEY", "gsk");
        Configuration configuration = read("""
                providers:
                  openai: { key: literal }
                  groq:
                  gpu-box: { use: vllm, url: "http://10.0.0.5:8000/v1/" }
                  odd-one: { dialect: openai-chat, url: "https://llm.example/v1", key: "${file:odd.key}" }
                  subscription: { use: openai, key: caller }
                  many: { use: mistral, key: [a, "${GROQ_API_KEY}"], timeouts: { stall: 5s } }
                  cloudflare: { key: k, fill: { account_id: acc } }
                """);

        assertThat(sent(configuration, "openai")).isEqualTo("Bearer literal");
        assertThat(sent(configuration, "groq")).isEqualTo("Bearer gsk");
        assertThat(sent(configuration, "odd-one")).isEqualTo("Bearer from-file");
        Provider box = provider(configuration, "gpu-box");
        assertThat(box.base()).isEqualTo(URI.create("http://10.0.0.5:8000/v1"));
        assertThat(box.first().target(Action.CHAT, "llama-4")).isEqualTo("/v1/chat/completions");
        assertThat(box.credentials()).isEmpty();
        assertThat(provider(configuration, "subscription").callersKey()).isTrue();
        assertThat(provider(configuration, "many").credentials()).hasSize(2);
        assertThat(provider(configuration, "many").clocks().stall()).isEqualTo(Duration.ofSeconds(5));
        assertThat(provider(configuration, "openai").clocks()).isEqualTo(Clocks.USUAL);
        assertThat(provider(configuration, "cloudflare").base())
                .isEqualTo(URI.create("https://api.cloudflare.com/client/v4/accounts/acc/ai/v1"));
    }

    @Test
    void aKeyOfTheEnvironmentDoesNotGoToAnotherAddress() {
        environment.put("OPENAI_API_KEY", "sk-env");

        refuses(
                "providers:\n  openai: { url: \"https://elsewhere.example/v1\" }\n",
                "has a `url` of its own but no `key`");
    }

    @Test
    void whatAnAddressLacksIsNamed() {
        refuses("providers:\n  databricks: { key: k }\n", "needs workspace-host; add `fill: { workspace-host: ... }`");
        refuses("providers:\n  bedrock-mantle: { key: k }\n", "needs region; add `region: ...`");
        refuses("providers:\n  openai-compatible: { key: k }\n", "add `url`");
        refuses("providers:\n  openai: {}\n", "has no `key`, and OPENAI_API_KEY is not set; add one or set it");
    }

    @Test
    void noKeysAreAskedForOnlyWhereOthersCannotReach() throws Exception {
        assertThat(read("auth: none\n").settings().auth()).isEqualTo(Settings.Auth.NONE);
        refuses("auth: none\nlisten: 0.0.0.0:4000\n", "auth: \"none\" lets in everyone who reaches 0.0.0.0:4000");
        refuses("auth: none\nadmin: 10.0.0.1:4001\n", "everyone who reaches 10.0.0.1:4001");
        var open = new Settings.Overrides(ListenAddress.parse("0.0.0.0:4000"), null, null);
        assertThatThrownBy(() -> reader().read(file("auth: none\n"), open)).hasMessageContaining("lets in everyone");
    }

    @Test
    void theCommandLineOverridesTheFile() throws Exception {
        var overrides = new Settings.Overrides(ListenAddress.parse("127.0.0.1:0"), null, folder.resolve("else"));
        Settings settings = reader().read(file("listen: 127.0.0.1:5000\nadmin: 127.0.0.1:5001\n"), overrides)
                .settings();

        assertThat(settings.listen().port()).isZero();
        assertThat(settings.admin().port()).isEqualTo(5001);
        assertThat(settings.data()).isEqualTo(folder.resolve("else"));
    }

    @Test
    void theDataFolderIsKnownWithoutTheRestOfTheFile() throws Exception {
        Files.createDirectory(folder.resolve("etc"));
        Files.writeString(
                folder.resolve("etc/s.yaml"), "data: mine\nproviders:\n  x: { key: \"${UNSET}\" }\nwrong: 1\n");

        assertThat(reader().dataFolder("etc/s.yaml")).isEqualTo(folder.resolve("etc/mine"));
        assertThatThrownBy(() -> reader().read("etc/s.yaml", Settings.Overrides.NONE))
                .isInstanceOf(ConfigProblems.class);
    }

    @Test
    void aDataFolderNoFileNamesIsInTheWorkingDirectory() throws Exception {
        Files.createDirectory(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc/s.yaml"), "");

        assertThat(reader().dataFolder("etc/s.yaml")).isEqualTo(folder.resolve("sluice-data"));
    }

    @Test
    void modelsMayCarryOptions() throws Exception {
        Settings settings = read("""
                providers: { openai: { key: k } }
                models:
                  fast: openai/gpt-5-mini
                  careful: { use: openai/gpt-5, answer-model: served }
                """).settings();

        assertThat(settings.models().keySet()).containsExactly("fast", "careful");
        assertThat(settings.models().get("careful"))
                .extracting(ModelSettings::answerModel)
                .isEqualTo(AnswerModel.SERVED);
    }

    @Test
    void starsMustMatch() {
        refuses("providers: { vllm: }\nmodels: { a: \"vllm/*\" }\n", "the name has none");
        refuses("providers: { vllm: }\nmodels: { \"a*b*\": vllm/x }\n", "has 2 stars");
    }

    @Test
    void aModelOfAnUnknownProviderSaysWhatToAdd() {
        refuses("models: { a: groq/x }\n", "add `groq:` under `providers`");
        refuses("providers: { vllm: }\nmodels: { a: vlm/x }\n", "did you mean \"vllm\"?");
    }

    private void refuses(String yaml, String saying) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(ConfigProblems.class).hasMessageContaining(saying);
    }

    private Configuration read(String yaml) throws ConfigProblems, IOException {
        return reader().read(file(yaml), Settings.Overrides.NONE);
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("s.yaml"), yaml).toString();
    }

    private SettingsReader reader() {
        return new SettingsReader(Catalog.bundled(), Environment.of(environment), folder);
    }

    private static String sent(Configuration configuration, String id) {
        Provider provider = provider(configuration, id);
        return provider.credentials()
                .getFirst()
                .header(provider.origin())
                .map(AuthHeader::value)
                .orElse("");
    }

    private static Provider provider(Configuration configuration, String id) {
        Provider provider = configuration.providers().get(id);
        assertThat(provider).isNotNull();
        return Objects.requireNonNull(provider);
    }
}
