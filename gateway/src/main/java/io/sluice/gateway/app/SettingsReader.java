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
import io.sluice.gateway.config.Place;
import io.sluice.gateway.config.Problem;
import io.sluice.gateway.config.Reader;
import io.sluice.gateway.config.Readers;
import io.sluice.gateway.egress.HostPattern;
import io.sluice.gateway.litellm.Imported;
import io.sluice.gateway.litellm.LiteLlm;
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
    private final boolean strict;

    /** With the bundled catalog, the process's variables and its working directory. */
    public SettingsReader(Catalog catalog, Environment environment, Path workingFolder) {
        this(catalog, environment, workingFolder, false);
    }

    private SettingsReader(Catalog catalog, Environment environment, Path workingFolder, boolean strict) {
        this.catalog = catalog;
        this.environment = environment;
        this.workingFolder = workingFolder;
        this.strict = strict;
    }

    /** This one, but what cannot be carried over from a file of LiteLLM's is a problem. */
    SettingsReader strictly(boolean strictly) {
        return new SettingsReader(catalog, environment, workingFolder, strictly);
    }

    /**
     * Reads a file, ours or LiteLLM's; a relative path is relative to the working directory, and problems name it as given
     * here.
     */
    public Configuration read(String file, Settings.Overrides overrides) throws ConfigProblems {
        ConfigText text = ConfigText.read(file, file(file));
        return LiteLlm.wrote(text) ? imported(said(text, file), overrides) : read(text, environment, overrides);
    }

    /** A file of LiteLLM's as a {@code sluice.yaml}. */
    Imported said(String file) throws ConfigProblems {
        ConfigText text = ConfigText.read(file, file(file));
        if (!LiteLlm.wrote(text)) {
            throw new ConfigProblems(List.of(new Problem(
                    Place.of(file),
                    "",
                    "is no file of LiteLLM's: it has neither `model_list` nor another of its keys")));
        }
        return said(text, file);
    }

    private Imported said(ConfigText text, String file) throws ConfigProblems {
        return LiteLlm.said(text, file(file), catalog, environment);
    }

    private Configuration imported(Imported imported, Settings.Overrides overrides) throws ConfigProblems {
        try {
            Configuration read = read(imported.text(), imported.over(environment), overrides);
            if (strict && !imported.lost().isEmpty()) {
                throw new ConfigProblems(imported.lost());
            }
            return read.noting(imported.lost());
        } catch (ConfigProblems problems) {
            throw imported.toldThere(problems);
        }
    }

    private Configuration read(ConfigText text, Environment variables, Settings.Overrides overrides)
            throws ConfigProblems {
        return checked(binder(variables).bind(Settings.class, text), variables, overrides);
    }

    private Binder binder(Environment variables) {
        return new Binder(readers(), variables, workingFolder);
    }

    /** What holds without a file: the defaults, and every provider whose own credential is in the environment. */
    public Configuration withoutFile(Settings.Overrides overrides) throws ConfigProblems {
        Bound<Settings> bound = binder(environment).bind(Settings.class, ConfigText.none(workingFolder));
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
        return checked(new Bound<>(settings, List.of(), bound.places(), bound.file()), environment, overrides);
    }

    /** The data folder a file names, looking at nothing else of it, so that an unset variable elsewhere does no harm. */
    public Path dataFolder(String file) throws ConfigProblems {
        ConfigText text = ConfigText.read(file, file(file));
        Bound<Settings> bound = LiteLlm.wrote(text)
                ? binder(environment).bind(Settings.class, ConfigText.none(workingFolder))
                : binder(environment).bindOnly(Settings.class, text, Set.of("data"));
        if (!bound.problems().isEmpty()) {
            throw new ConfigProblems(bound.problems());
        }
        return bound.value().data();
    }

    /** Where a file of that name is. */
    Path file(String name) {
        return workingFolder.resolve(name);
    }

    private Configuration checked(Bound<Settings> bound, Environment variables, Settings.Overrides overrides)
            throws ConfigProblems {
        Catalog listed =
                UserCatalog.providers(catalog, bound.value().with(overrides).data());
        return new SettingsCheck(bound, listed, variables).check(overrides);
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
