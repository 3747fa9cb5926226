package io.sluice.gateway.app;

import io.sluice.gateway.config.ReferencePage;

/** The text of {@code docs/configuration.md}; a test holds the file to it. */
final class ConfigurationPage {
    private static final String HEAD = """
            # Configuration

            <!-- Written by ConfigurationPageTest from the settings records: change those, then run
                 mvn -pl gateway -am test -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dwrite-docs -->

            `sluice start` reads `./sluice.yaml` when it is there, or the file `--config` names. `sluice check FILE` reads
            it and reports every mistake at once, each with line and column, and exits with 78.

            ```yaml
            listen: 127.0.0.1:4000
            providers:
              openai: { key: "${OPENAI_API_KEY}" }                      # address and paths from the catalog
              groq:                                                     # key from GROQ_API_KEY
              gpu-box: { use: vllm, url: "http://10.0.0.5:8000/v1" }    # any catalog entry, another address
              odd-one: { dialect: openai-chat, url: "https://llm.example/v1", key: "${ODD_KEY}" }
            models:
              fast: openai/gpt-5-mini                                   # public name: provider/model
              "llama-*": gpu-box/llama-*                                # the star stands for the same on both sides
              careful: { use: openai/gpt-5, answer-model: served }
            ```

            - `${NAME}` is an environment variable and `${file:/path}` the content of a file, in any value. They are replaced
              after the YAML was read: inside `{ }` and `[ ]` YAML wants them in quotes. `$${` is a literal `${`.
            - A relative path is relative to the file that names it.
            - A **duration** is a whole number with `ms`, `s`, `m`, `h` or `d`; a **size** one with `KiB`, `MiB`, `GiB`
              (or `KB`, `MB`, `GB`).
            - An unknown key is a mistake. So is a key that stands twice.
            - A model is looked up by its whole name among `models`: exactly, then by the most specific wildcard. Otherwise
              the part before its first slash is a provider, and the rest goes to it as it is.
            - A credential goes to the provider it is configured for and nowhere else. One that comes from the environment
              goes to the catalog's own address only: with a `url` of its own a provider needs a `key` of its own.
            - Without a file, every hosted provider of the catalog is there whose own credential variable is set. General
              ones (`GITHUB_TOKEN`, `HF_TOKEN`, AWS, Google, Databricks) enable nothing by themselves.
            - The file is read again when it changes and on SIGHUP. A file with a mistake changes nothing, and the log says
              what is wrong. `listen`, `admin`, `data`, `http2` and whether there is a `tls` or `litellm` change with a restart
              only.
            """;

    private ConfigurationPage() {}

    static String text() {
        return HEAD + ReferencePage.tables(Settings.class, SettingsReader.readers());
    }
}
