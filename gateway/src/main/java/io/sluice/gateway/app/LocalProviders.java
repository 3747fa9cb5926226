package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Provider;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.route.ModelRoute;
import io.sluice.gateway.route.written.ModelSettings;
import io.sluice.simulator.Simulator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a start without a configuration finds on this machine: an Ollama on its usual port, and the simulated provider
 * that always answers as public model {@code demo}.
 *
 * @param simulator the simulated provider
 * @param ollama the models an Ollama lists, or null where none answers
 */
record LocalProviders(Simulator simulator, @Nullable List<String> ollama) implements AutoCloseable {
    /** The public model that needs nothing. */
    static final String DEMO = "demo";

    private static final String SIMULATOR = "simulator";
    private static final String OLLAMA = "ollama";

    /** Starts the one and looks for the other. */
    static LocalProviders start() {
        return new LocalProviders(DemoProvider.start(), LocalOllama.models());
    }

    /** The configuration with what was found. */
    Configuration added(Configuration configuration) {
        Map<String, Provider> providers = new LinkedHashMap<>(configuration.providers());
        providers.put(SIMULATOR, LocalProvider.at(SIMULATOR, simulator.url() + "/v1"));
        if (ollama != null) {
            providers.putIfAbsent(
                    OLLAMA, LocalProvider.at(OLLAMA, LocalOllama.URL).discovering());
        }
        Map<String, ModelSettings> models =
                new LinkedHashMap<>(configuration.settings().models());
        models.put(DEMO, ModelSettings.of(SIMULATOR + "/" + DEMO));
        Settings settings = configuration.settings().withModels(models);
        return new Configuration(
                settings,
                configuration.catalog(),
                providers,
                configuration
                        .models()
                        .with(Map.of(DEMO, ModelRoute.to(new Target(SIMULATOR, DEMO))), providers.keySet()),
                configuration.known());
    }

    /** The model for the first curl line. */
    String model() {
        return ollama == null || ollama.isEmpty() ? DEMO : OLLAMA + "/" + ollama.getFirst();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
