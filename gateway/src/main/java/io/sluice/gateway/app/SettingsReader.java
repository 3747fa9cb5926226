package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogReaders;
import io.sluice.gateway.catalog.ProviderMaking;
import io.sluice.gateway.catalog.ProviderSettings;
import io.sluice.gateway.config.Binder;
import io.sluice.gateway.config.Bound;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.ConfigText;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.Reader;
import io.sluice.gateway.config.Readers;
import io.sluice.gateway.egress.HostPattern;
import io.sluice.gateway.route.written.RouteReaders;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a file, or the lack of one, into a {@link Configuration}; everything wrong with it is told at once. */
public final class SettingsReader {
    private final Catalog catalog;
    private final Environment environment;
    private final Path workingFolder;
    private final Binder binder;

    /** With the bundled catalog, the process's variables and its working directory. */
    public SettingsReader(Catalog catalog, Environment environment, Path workingFolder) {
        this.catalog = catalog;
        this.environment = environment;
        this.workingFolder = workingFolder;
        this.binder = new Binder(readers(), environment, workingFolder);
    }

    /** Reads a file; a relative path is relative to the working directory, and problems name it as given here. */
    public Configuration read(String file, Settings.Overrides overrides) throws ConfigProblems {
        ConfigText text = ConfigText.read(file, file(file));
        return checked(binder.bind(Settings.class, text), overrides);
    }

    /** What holds without a file: the defaults, and every provider whose own credential is in the environment. */
    public Configuration withoutFile(Settings.Overrides overrides) throws ConfigProblems {
        Bound<Settings> bound = binder.bind(Settings.class, ConfigText.none(workingFolder));
        Catalog listed =
                UserCatalog.providers(catalog, bound.value().with(overrides).data());
        ProviderMaking making = new ProviderMaking(listed, environment);
        Map<String, ProviderSettings> enabled = new LinkedHashMap<>();
        for (String id : listed.enabledBy(this::isSet)) {
            // One whose address lacks a place, such as an account, is left out: only a file can say more of it.
            if (making.make(id, ProviderSettings.usual(), (_, _) -> {}) != null) {
                enabled.put(id, ProviderSettings.usual());
            }
        }
        Settings settings = bound.value().withProviders(enabled);
        return checked(new Bound<>(settings, List.of(), bound.places(), bound.file()), overrides);
    }

    /** The data folder a file names, looking at nothing else of it, so that an unset variable elsewhere does no harm. */
    public Path dataFolder(String file) throws ConfigProblems {
        ConfigText text = ConfigText.read(file, file(file));
        Bound<Settings> bound = binder.bindOnly(Settings.class, text, Set.of("data"));
        if (!bound.problems().isEmpty()) {
            throw new ConfigProblems(bound.problems());
        }
        return bound.value().data();
    }

    /** Where a file of that name is. */
    Path file(String name) {
        return workingFolder.resolve(name);
    }

    private Configuration checked(Bound<Settings> bound, Settings.Overrides overrides) throws ConfigProblems {
        Catalog listed =
                UserCatalog.providers(catalog, bound.value().with(overrides).data());
        return new SettingsCheck(bound, listed, environment).check(overrides);
    }

    private boolean isSet(String variable) {
        String value = environment.get(variable);
        return value != null && !value.isBlank();
    }

    static Readers readers() {
        return RouteReaders.added(CatalogReaders.added(Readers.standard()))
                .with(HostPattern.class, Reader.scalar("`host` or `*.domain`", HostPattern::parse));
    }
}
