package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogSettings;
import io.sluice.gateway.catalog.ModelCatalog;
import io.sluice.gateway.catalog.Provider;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Place;
import io.sluice.gateway.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The catalog with what {@code sluice catalog refresh} put into the data folder. */
final class UserCatalog {
    private UserCatalog() {}

    /** The providers: those of the data folder in place of those that come with Sluice. */
    static Catalog providers(Catalog bundled, Path data) throws ConfigProblems {
        Path folder = new DataFolder(data).catalog();
        try {
            return bundled.with(folder);
        } catch (IOException | IllegalArgumentException wrong) {
            throw new ConfigProblems(List.of(new Problem(
                    Place.of(folder.resolve("providers.tsv").toString()),
                    "",
                    wrong.getMessage() + "; make it anew with sluice catalog refresh, or delete " + folder)));
        }
    }

    /** The models, with what is known of those providers being read meanwhile: a call does not wait for files. */
    static ModelCatalog models(Path data, Map<String, CatalogSettings> settings, Collection<Provider> providers) {
        Path folder = new DataFolder(data).catalog().resolve("models");
        ModelCatalog bundled = ModelCatalog.bundled();
        ModelCatalog known = (Files.isDirectory(folder) ? bundled.with(folder) : bundled).with(settings);
        List<String> entries =
                providers.stream().map(Provider::entry).distinct().toList();
        Thread.ofVirtual().name("known-models").start(() -> known.load(entries));
        return known;
    }
}
