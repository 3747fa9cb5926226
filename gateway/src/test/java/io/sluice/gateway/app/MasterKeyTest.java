package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The master key of a former LiteLLM proxy: where it comes from, and where a weak one is good enough. */
class MasterKeyTest {
    private static final String STRONG = "sk-Qm7vXc2LpR9tYw4KzN8b";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    private Settings read(String yaml) throws IOException, ConfigProblems {
        return read(yaml, Settings.Overrides.NONE);
    }

    private Settings read(String yaml, Settings.Overrides overrides) throws IOException, ConfigProblems {
        Files.writeString(folder.resolve("sluice.yaml"), "providers: { openai: { key: k } }\n" + yaml);
        return new SettingsReader(Catalog.bundled(), Environment.of(environment), folder)
                .read("sluice.yaml", overrides)
                .settings();
    }

    private static String keyOf(Settings settings) {
        Secret key = Objects.requireNonNull(settings.masterKey());
        return key.reveal();
    }

    @Test
    void theFilesKeyGoesBeforeTheEnvironmentsAndThatBeforeTheAdminKey() throws Exception {
        assertThat(read("litellm: {}\n").masterKey()).isNull();
        environment.put("LITELLM_MASTER_KEY", "sk-of-the-environment");
        assertThat(keyOf(read("litellm: {}\n"))).isEqualTo("sk-of-the-environment");
        assertThat(keyOf(read("litellm: { master-key: sk-of-the-file }\n"))).isEqualTo("sk-of-the-file");
        assertThat(read("").masterKey()).isNull();
    }

    @Test
    void itIsTheAdminKeyThen() throws Exception {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.make();
        Settings settings = read("litellm: { master-key: " + STRONG + " }\n");
        Map<String, String> variables = Map.of(AdminKey.VARIABLE, "8e1f5c0b9d7a43f2b6e8c1d4a7f03955");

        AdminKey master = AdminKey.of(data, variables, new SecureRandom(), settings);
        AdminKey usual = AdminKey.of(data, variables, new SecureRandom(), read("litellm: {}\n"));

        assertThat(master.opens(STRONG)).isTrue();
        assertThat(master.opens("8e1f5c0b9d7a43f2b6e8c1d4a7f03955")).isFalse();
        assertThat(usual.opens("8e1f5c0b9d7a43f2b6e8c1d4a7f03955")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-1234",
                "sk-litellm-master-key",
                "sk-password-changeme",
                "sk-Qm7vXc2LpR9tYw4K",
                "aaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void aWeakOneIsGoodEnoughWhereOnlyThisMachineReachesIt(String weak) throws Exception {
        Settings settings = read("litellm: { master-key: " + weak + " }\n");

        assertThat(MasterKey.weakness(settings)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-1234", "sk-litellm-master-key", "sk-password-changeme", "sk-Qm7vXc2LpR9tYw4K"})
    void aWeakOneIsRefusedWhereOthersReachIt(String weak) {
        for (String listen : new String[] {"listen: 0.0.0.0:4000\n", "admin: 0.0.0.0:4001\n"}) {
            assertThatThrownBy(() -> read(listen + "litellm: { master-key: " + weak + " }\n"))
                    .isInstanceOfSatisfying(
                            ConfigProblems.class,
                            wrong -> assertThat(wrong.problems())
                                    .singleElement()
                                    .satisfies(problem -> assertThat(problem.toString())
                                            .contains(
                                                    "sluice.yaml:3",
                                                    "litellm.master-key",
                                                    "openssl rand -hex 32",
                                                    "127.0.0.1")
                                            .doesNotContain(weak)));
        }
    }

    @Test
    void theEnvironmentsIsLookedAtAsClosely() {
        environment.put("LITELLM_MASTER_KEY", "sk-1234");

        assertThatThrownBy(() -> read("listen: 0.0.0.0:4000\nlitellm: {}\n")).isInstanceOf(ConfigProblems.class);
    }

    @Test
    void aStrongOneMayBeReachedByOthers() throws Exception {
        Settings settings = read("listen: 0.0.0.0:4000\nlitellm: { master-key: " + STRONG + " }\n");

        assertThat(MasterKey.weakness(settings)).isNull();
        assertThat(settings.onePort()).isTrue();
    }

    @Test
    void thereIsOnePortUnlessAnotherIsNamed() throws Exception {
        Settings.Overrides listen = new Settings.Overrides(ListenAddress.parse("127.0.0.1:5000"), null, null);
        Settings.Overrides admin = new Settings.Overrides(null, ListenAddress.parse("127.0.0.1:5001"), null);

        assertThat(read("litellm: {}\n").onePort()).isTrue();
        assertThat(read("litellm: {}\n", listen)).satisfies(settings -> {
            assertThat(settings.onePort()).isTrue();
            assertThat(settings.admin()).hasToString("127.0.0.1:5000");
        });
        assertThat(read("litellm: {}\n", admin).onePort()).isFalse();
        assertThat(read("litellm: {}\nadmin: 127.0.0.1:5002\n").onePort()).isFalse();
        assertThat(read("").onePort()).isFalse();
    }

    @Test
    void anotherMasterKeyTakesARestart() throws Exception {
        Settings one = read("litellm: { master-key: " + STRONG + " }\n");

        assertThat(read("litellm: { master-key: " + STRONG + " }\n").fixedChanges(one))
                .isEmpty();
        assertThat(read("litellm: { master-key: " + STRONG + "x }\n").fixedChanges(one))
                .containsExactly("litellm.master-key");
        assertThat(read("litellm: {}\n").fixedChanges(one)).containsExactly("litellm.master-key");
    }
}
