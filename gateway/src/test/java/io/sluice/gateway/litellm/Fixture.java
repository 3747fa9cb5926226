package io.sluice.gateway.litellm;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration as users of LiteLLM have it, under {@code src/test/resources/litellm}. Hosts that end with {@code .test}
 * are simulators, one for each; variables are set to what begins with {@code sk-}.
 */
final class Fixture implements AutoCloseable {
    private static final Path FOLDER = Path.of("src", "test", "resources", "litellm");
    private static final Pattern HOST = Pattern.compile("http://([a-z0-9-]+)\\.test");
    private static final Pattern VARIABLE = Pattern.compile("os\\.environ/(\\w+)");

    private final Map<String, Simulator> providers = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final String yaml;

    Fixture(String name) throws Exception {
        String text = Files.readString(FOLDER.resolve(name + ".yaml"));
        Matcher variables = VARIABLE.matcher(text);
        while (variables.find()) {
            environment.put(variables.group(1), "sk-" + variables.group(1).replace('_', '-'));
        }
        yaml = HOST.matcher(text).replaceAll(found -> provider(found.group(1)).url());
    }

    /** The simulator at that host. */
    Simulator provider(String host) {
        return providers.computeIfAbsent(host, _ -> Simulator.start());
    }

    /** Sets a variable to something else. */
    Fixture with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    String yaml() {
        return yaml;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** A gateway that was started with it. */
    SluiceUnderTest started() throws Exception {
        return SluiceUnderTest.ofLiteLlm(yaml, environment);
    }

    @Override
    public void close() {
        providers.values().forEach(Simulator::close);
    }
}
