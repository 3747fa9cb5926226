package io.sluice.gateway.catalog;

import io.sluice.dialects.ModelFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of models: limits, capabilities, prices. Immutable to look at and safe for all threads.
 *
 * <p>The first look at a provider reads a file of up to a few hundred kilobytes; {@link #load} does that ahead, off the
 * event loops. After it everything is a look into a map.
 */
public final class ModelCatalog {
    private static final Set<String> PROFILES = Set.of("us", "eu", "apac", "jp", "au", "ca", "us-gov", "global");

    private final ModelFiles files;
    private final Map<String, Map<String, ModelOverride>> own;

    private ModelCatalog(ModelFiles files, Map<String, Map<String, ModelOverride>> own) {
        this.files = files;
        this.own = own;
    }

    /** The one that comes with Sluice. */
    public static ModelCatalog bundled() {
        return new ModelCatalog(new ModelFiles(null), Map.of());
    }

    /** This one, with the files a user's own folder holds in place of those that come with Sluice. */
    public ModelCatalog with(Path folder) {
        return new ModelCatalog(new ModelFiles(folder), own);
    }

    /** This one with what the configuration says of models, by provider and then by model. */
    public ModelCatalog with(Map<String, CatalogSettings> settings) {
        Map<String, Map<String, ModelOverride>> all = new LinkedHashMap<>(own);
        settings.forEach((id, entry) -> {
            if (!entry.models().isEmpty()) {
                all.put(id, entry.models());
            }
        });
        return new ModelCatalog(files, Map.copyOf(all));
    }

    /** Reads what is known of the models of these catalog entries, so that no later look has to. */
    public void load(Collection<String> entries) {
        entries.forEach(files::of);
    }

    /**
     * A model of a provider that is configured. A self-hosted provider has every model, at no cost unless it is priced.
     *
     * @param model the name that goes upstream
     */
    public Optional<ModelEntry> find(Provider provider, String model) {
        String region =
                provider.places().getOrDefault("region", provider.places().get("location"));
        Optional<ModelEntry> known = listed(provider.entry(), model, region);
        ModelOverride override = override(provider, model);
        Optional<ModelEntry> own = override == null ? known : Optional.of(applied(override, provider, model, known));
        Optional<ModelEntry> there =
                own.map(entry -> entry.priced(entry.pricing().in(region)));
        return provider.selfHosted() ? Optional.of(free(there.orElseGet(() -> ModelEntry.unknown(model)))) : there;
    }

    private ModelEntry applied(ModelOverride override, Provider provider, String model, Optional<ModelEntry> known) {
        String like = override.like();
        Optional<ModelEntry> base =
                like == null ? known : listed(provider.entry(), like, null).or(() -> known);
        return override.applied(base.orElseGet(() -> ModelEntry.unknown(model)).named(model));
    }

    /**
     * A model of a catalog entry.
     *
     * @param region where it is called, or null; an entry for that region counts before the one for all
     */
    public Optional<ModelEntry> find(String entry, String model, @Nullable String region) {
        Optional<ModelEntry> known = listed(entry, model, region);
        ModelOverride override = own.getOrDefault(entry, Map.of()).get(model);
        return override == null
                ? known
                : Optional.of(override.applied(known.orElseGet(() -> ModelEntry.unknown(model))));
    }

    /** Every model known of a catalog entry, those the configuration adds last; one for each region it is told apart in. */
    public List<ModelEntry> list(String entry) {
        ModelLines known = files.of(entry);
        List<ModelEntry> all = new ArrayList<>();
        known.ids().forEach(model -> all.addAll(known.find(model)));
        own.getOrDefault(entry, Map.of()).keySet().stream()
                .filter(model -> !known.ids().contains(model))
                .forEach(model -> find(entry, model, null).ifPresent(all::add));
        return List.copyOf(all);
    }

    private @Nullable ModelOverride override(Provider provider, String model) {
        ModelOverride nearest = own.getOrDefault(provider.id(), Map.of()).get(model);
        return nearest == null ? own.getOrDefault(provider.entry(), Map.of()).get(model) : nearest;
    }

    private Optional<ModelEntry> listed(String entry, String model, @Nullable String region) {
        ModelLines models = files.of(entry);
        List<ModelEntry> regions = models.find(model);
        if (!regions.isEmpty()) {
            return Optional.of(nearest(regions, region));
        }
        // Another profile of a model can do the same, but may cost other.
        List<ModelEntry> same = models.find(bare(model));
        return same.isEmpty()
                ? Optional.empty()
                : Optional.of(nearest(same, region).named(model).priced(Pricing.always(Prices.UNKNOWN)));
    }

    /** The name of a model behind an inference profile of Bedrock's: {@code eu.anthropic...} is {@code anthropic...}. */
    private static String bare(String model) {
        int dot = model.indexOf('.');
        return dot > 0 && PROFILES.contains(model.substring(0, dot)) ? model.substring(dot + 1) : model;
    }

    private static ModelEntry nearest(List<ModelEntry> regions, @Nullable String region) {
        for (String wanted : new String[] {region == null ? "" : region, "*", ""}) {
            for (ModelEntry entry : regions) {
                if (entry.region().equals(wanted)) {
                    return entry;
                }
            }
        }
        return regions.getFirst();
    }

    private static ModelEntry free(ModelEntry entry) {
        return entry.pricing().listed().unknown() ? entry.priced(Pricing.always(Prices.FREE)) : entry;
    }

    /** What codecs must know of a model of a provider. */
    public ModelFacts facts(Provider provider, String model) {
        return find(provider, model).map(ModelEntry::facts).orElse(ModelFacts.UNKNOWN);
    }
}
