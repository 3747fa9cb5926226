package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    private static final String NAME = "sluice.yaml";

    @TempDir
    Path folder;

    private final Heard heard = new Heard();
    private SettingsReader reader = new SettingsReader(Catalog.bundled(), Environment.of(Map.of()), Path.of(""));

    @BeforeEach
    void write() throws IOException {
        reader = new SettingsReader(Catalog.bundled(), Environment.of(Map.of()), folder);
        save("drain: 1s\n");
    }

    @Test
    void aSavedFileIsReadWithoutBeingAskedTo() throws Exception {
        try (SettingsFile file = watched()) {
            file.watch(Duration.ofMillis(5));
            save("drain: 20s\n");

            assertThat(heard.settings.poll(30, TimeUnit.SECONDS))
                    .isNotNull()
                    .satisfies(settings -> assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(20)));
        }
    }

    @Test
    void aFileRenamedOverItIsSeen() throws Exception {
        try (SettingsFile file = watched()) {
            Path aside = Files.writeString(folder.resolve("new"), "drain: 3s\n");
            Files.setLastModifiedTime(aside, Files.getLastModifiedTime(folder.resolve(NAME)));
            Files.move(aside, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
            file.look();

            assertThat(heard.settings).extracting(Settings::drain).containsExactly(Duration.ofSeconds(3));
        }
    }

    @Test
    void aFileThatDidNotChangeIsNotReadAgainUnlessAsked() throws Exception {
        try (SettingsFile file = watched()) {
            file.look();
            assertThat(heard.settings).isEmpty();

            file.reload();
            assertThat(heard.settings).hasSize(1);
        }
    }

    @Test
    void aFileThatIsGoneForAMomentIsWaitedFor() throws Exception {
        try (SettingsFile file = watched()) {
            Files.delete(folder.resolve(NAME));
            file.look();
            assertThat(heard.refused).isEmpty();

            save("drain: 44s\n");
            file.look();
            assertThat(heard.settings).hasSize(1);
        }
    }

    @Test
    void aBadFileChangesNothingAndSaysWhy() throws Exception {
        try (SettingsFile file = watched()) {
            save("drian: 20s\n");
            file.look();
            file.look();

            assertThat(heard.settings).isEmpty();
            assertThat(heard.refused)
                    .singleElement()
                    .satisfies(problems -> assertThat(problems).hasMessageContaining("did you mean \"drain\"?"));
        }
    }

    @Test
    void whatNeedsARestartKeepsItsValueAndIsNamed() throws Exception {
        try (SettingsFile file = watched()) {
            save("drain: 20s\nlisten: 127.0.0.1:9\ndata: other\nhttp2: false\n");
            file.look();

            assertThat(heard.afterRestart).containsExactly(List.of("listen", "data", "http2"));
            assertThat(heard.settings).singleElement().satisfies(settings -> {
                assertThat(settings.listen().port()).isEqualTo(4000);
                assertThat(settings.http2()).isTrue();
                assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(20));
            });
        }
    }

    private SettingsFile watched() throws ConfigProblems {
        var source = new SettingsFile.Source(NAME, reader, Settings.Overrides.NONE);
        return new SettingsFile(source, reader.read(NAME, Settings.Overrides.NONE), heard);
    }

    private void save(String yaml) throws IOException {
        Files.writeString(folder.resolve(NAME), yaml);
    }

    private static final class Heard implements SettingsFile.Listener {
        private final BlockingQueue<Settings> settings = new LinkedBlockingQueue<>();
        private final BlockingQueue<List<String>> afterRestart = new LinkedBlockingQueue<>();
        private final BlockingQueue<ConfigProblems> refused = new LinkedBlockingQueue<>();

        @Override
        public void changed(Configuration configuration, List<String> names) {
            settings.add(configuration.settings());
            afterRestart.add(names);
        }

        @Override
        public void refused(ConfigProblems problems) {
            refused.add(problems);
        }
    }
}
