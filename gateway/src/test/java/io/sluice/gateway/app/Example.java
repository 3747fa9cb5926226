package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.ProviderSettings;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder under {@code examples/}: a configuration, and a README with the lines that use it. */
record Example(Path folder) {
    private static final Path ALL = Path.of("..", "examples");
    private static final Pattern FENCE = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern STATUS = Pattern.compile("`([1-5]\\d\\d)`");

    /**
     * A command line of the README.
     *
     * @param text without the line breaks a backslash hides
     * @param status what a curl line is answered: the status the paragraph above names in backticks, else 200
     */
    record Line(String text, int status) {}

    static Stream<Example> all() throws IOException {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.filter(Files::isDirectory).sorted().map(Example::new).toList().stream();
        }
    }

    /** The configuration as it is, in an environment where every variable is set. */
    Configuration configuration() throws ConfigProblems {
        return reader().read(file(), Settings.Overrides.NONE);
    }

    private SettingsReader reader() {
        return new SettingsReader(Catalog.bundled(), variable -> "made-up", folder);
    }

    /** Ours, or LiteLLM's. */
    private String file() {
        return Files.exists(folder.resolve("sluice.yaml")) ? "sluice.yaml" : "config.yaml";
    }

    /** What runs: of LiteLLM's file what it comes to. */
    private String text() throws IOException, ConfigProblems {
        return file().equals("sluice.yaml")
                ? Files.readString(folder.resolve(file()))
                : reader().said(file()).text().text();
    }

    /** The same for {@link SluiceUnderTest}: its own addresses left out, and every provider at the simulator. */
    String yamlBefore(Simulator simulator) throws IOException, ConfigProblems {
        Configuration configuration = configuration();
        StringBuilder catalog = new StringBuilder();
        String yaml = text().replaceAll("(?m)^(listen|admin|data):.*$", "").replaceAll("\\$\\{\\w+}", "made-up");
        for (Map.Entry<String, ProviderSettings> provider :
                configuration.settings().providers().entrySet()) {
            URI own = provider.getValue().url();
            if (own != null) {
                yaml = yaml.replace(own.toString(), simulator.url() + own.getPath());
            } else {
                CatalogEntry entry =
                        configuration.catalog().find(provider.getKey()).orElseThrow();
                String url = simulator.url() + URI.create(entry.url()).getPath();
                catalog.append("  ")
                        .append(entry.id())
                        .append(": { url: \"")
                        .append(url)
                        .append("\" }\n");
            }
        }
        return catalog.isEmpty() ? yaml : yaml + "\ncatalog:\n" + catalog;
    }

    /** Every line of the README's shell blocks. */
    List<Line> lines() throws IOException {
        String readme = readme();
        List<Line> lines = new ArrayList<>();
        Matcher fence = FENCE.matcher(readme);
        while (fence.find()) {
            String above = readme.substring(0, fence.start()).stripTrailing();
            Matcher status = STATUS.matcher(above.substring(above.lastIndexOf("\n\n") + 1));
            int expected = status.find() ? Integer.parseInt(status.group(1)) : 200;
            fence.group(1).replaceAll("\\\\\n\\s*", "").lines().forEach(text -> lines.add(new Line(text, expected)));
        }
        return lines;
    }

    String readme() throws IOException {
        return Files.readString(folder.resolve("README.md"));
    }

    @Override
    public String toString() {
        return ALL.relativize(folder).toString();
    }
}
