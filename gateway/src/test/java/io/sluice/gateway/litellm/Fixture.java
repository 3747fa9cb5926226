package io.sluice.gateway.litellm;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A configuration as users of LiteLLM have it, under {@code src/test/resources/litellm}. Hosts that end with {@code .test}
 * are simulators, one for each; variables are set to what begins with {@code sk-}.
 */
public final class Fixture implements AutoCloseable {
    private static final Path FOLDER = Path.of("src", "test", "resources", "litellm");
    private static final Pattern HOST = Pattern.compile("http://([a-z0-9-]+)\\.test");
    private static final Pattern VARIABLE = Pattern.compile("os\\.environ/(\\w+)");

    private final Map<String, Simulator> providers = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    /** Of that name, without its ending; a folder of that name lies beside it. */
    public Fixture(String name) throws IOException {
        read("config.yaml", name + ".yaml");
        if (Files.isDirectory(FOLDER.resolve(name))) {
            try (Stream<Path> files = Files.list(FOLDER.resolve(name))) {
                for (Path file : files.toList()) {
                    String beside = name + "/" + file.getFileName();
                    read(beside, beside);
                }
            }
        }
    }

    /** Every name there is. */
    public static List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .sorted()
                    .toList();
        }
    }

    private void read(String as, String file) throws IOException {
        String text = Files.readString(FOLDER.resolve(file));
        Matcher variables = VARIABLE.matcher(text);
        while (variables.find()) {
            environment.put(variables.group(1), "sk-" + variables.group(1).replace('_', '-'));
        }
        files.put(
                as,
                HOST.matcher(text).replaceAll(found -> provider(found.group(1)).url()));
    }

    /** The simulator at that host. */
    Simulator provider(String host) {
        return providers.computeIfAbsent(host, _ -> Simulator.start());
    }

    /** Its files, {@code config.yaml} the first. */
    public Map<String, String> files() {
        return files;
    }

    /** The variables it names, and what they are set to. */
    public Map<String, String> environment() {
        return environment;
    }

    /** A gateway that was started with it. */
    SluiceUnderTest started() throws Exception {
        return SluiceUnderTest.ofLiteLlm(files, environment);
    }

    @Override
    public void close() {
        providers.values().forEach(Simulator::close);
    }
}
