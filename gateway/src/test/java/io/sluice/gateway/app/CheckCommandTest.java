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

class CheckCommandTest {
    @TempDir
    Path folder;

    private final Recorded terminal = new Recorded();

    @Test
    void aGoodFileIsSummedUp() throws IOException {
        assertThat(check("""
                providers:
                  openai: { key: "${OPENAI_API_KEY}" }
                models: { fast: openai/gpt-5-mini }
                auth: none
                """)).isEqualTo(Exit.OK);

        assertThat(terminal.output()).isEqualTo("""
                sluice.yaml: OK
                  listen     127.0.0.1:4000
                  admin      127.0.0.1:4001
                  data       FOLDER/sluice-data
                  providers  openai
                  models     fast
                  auth       none: whoever reaches the listener may call""".replace("FOLDER", folder.toString()));
        assertThat(terminal.complaints()).isEmpty();
    }

    @Test
    void tenMistakesAreToldAtOnce() throws IOException {
        assertThat(check("""
                listen: 127.0.0.1
                adminn: 127.0.0.1:4001
                http2: yes
                drain: 120
                providers:
                  opneai: { key: "${UNSET_KEY}" }
                  deepgram: { key: sk-very-secret }
                  box: { use: vllm, url: "htp://x" }
                models:
                  fast: gpt-5
                  slow: bax/x
                  chat: { first: [openai/a] }
                """)).isEqualTo(Exit.CONFIG);

        assertThat(terminal.complaints()).isEqualTo("""
                sluice.yaml:1:9: listen: "127.0.0.1" is no listen address; write host:port, like 127.0.0.1:4000
                sluice.yaml:2:1: adminn: unknown key; did you mean "admin"?
                sluice.yaml:3:8: http2: "yes" is neither true nor false; write one of the two
                sluice.yaml:4:8: drain: "120" is no duration; write a whole number with ms, s, m, h or d, like 30s
                sluice.yaml:6:11: providers.opneai: the catalog has no "opneai"; did you mean "openai"? Else add \
                `use: <catalog entry>`, or `dialect: openai-chat` and `url`
                sluice.yaml:6:18: providers.opneai.key: the environment variable UNSET_KEY is not set; set it where \
                Sluice is started
                sluice.yaml:7:13: providers.deepgram: Deepgram speaks deepgram, which this version does not speak yet
                sluice.yaml:8:26: providers.box.url: "htp://x" is no http or https URL; write it like \
                https://llm.example/v1
                sluice.yaml:10:9: models.fast: "gpt-5" is no target; write provider/model, like openai/gpt-5-mini, or a \
                public name of this file
                sluice.yaml:11:9: models.slow: "bax/x" names no provider of this file; did you mean "box"?
                sluice.yaml:12:19: models.chat.first[0]: "openai/a" names no provider of this file; did you mean "opneai"?
                11 problems""");
        assertThat(terminal.output()).isEmpty();
    }

    @Test
    void aMissingFileIsAProblemToo() {
        assertThat(run("none.yaml")).isEqualTo(Exit.CONFIG);
        assertThat(terminal.complaints()).startsWith("none.yaml: there is no such file");
    }

    private int check(String yaml) throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), yaml);
        return run("sluice.yaml");
    }

    private int run(String file) {
        return Main.run(
                List.of("check", file),
                new Surroundings(terminal, Map.of("OPENAI_API_KEY", "sk-1"), folder, () -> Instant.EPOCH));
    }
}
