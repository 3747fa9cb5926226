package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Provider;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.route.ModelNames;
import io.sluice.gateway.route.ModelRoute;
import io.sluice.gateway.route.written.ModelSettings;
import io.sluice.simulator.Canned;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The simulated providers of the demo.
 *
 * @param steady answers at once
 * @param flaky fails one call in four: overloaded, out of quota, or cut off
 */
record DemoProviders(Simulator steady, Simulator flaky) implements AutoCloseable {
    /** The public models the demo has. */
    static final List<String> MODELS = List.of(LocalProviders.DEMO, "flaky");

    private static final int IN = 12;

    static DemoProviders start() {
        Canned canned = Canned.demo();
        Simulator steady = Simulator.start().answer(canned.script());
        Script good =
                canned.greeting("Hello from the flaky simulator, this time.").script();
        Simulator flaky = Simulator.start().answer(Script.asked(_ -> switch (ThreadLocalRandom.current()
                .nextInt(IN)) {
            case 0 -> Script.json(503, "{\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}");
            case 1 ->
                Script.json(429, "{\"error\":{\"message\":\"slow down\",\"code\":\"rate_limit_exceeded\"}}")
                        .header("retry-after", "2");
            case 2 -> good.cutAfter(400);
            default -> good.slowFirstByte(Duration.ofMillis(120));
        }));
        return new DemoProviders(steady, flaky);
    }

    /** The configuration with these providers and their models alone. */
    Configuration added(Configuration configuration) {
        Map<String, Provider> providers = new LinkedHashMap<>();
        providers.put("steady", LocalProvider.at("steady", steady.url() + "/v1"));
        providers.put("flaky", LocalProvider.at("flaky", flaky.url() + "/v1"));
        Map<String, ModelSettings> models = new LinkedHashMap<>();
        models.put(LocalProviders.DEMO, ModelSettings.of("steady/demo"));
        models.put("flaky", ModelSettings.of("flaky/demo"));
        Settings settings = configuration.settings().withModels(models);
        return new Configuration(
                settings,
                configuration.catalog(),
                providers,
                new ModelNames(
                        Map.of(
                                LocalProviders.DEMO,
                                ModelRoute.to(new Target("steady", "demo")),
                                "flaky",
                                ModelRoute.to(new Target("flaky", "demo"))),
                        providers.keySet()),
                configuration.known());
    }

    @Override
    public void close() {
        steady.close();
        flaky.close();
    }
}
