package io.sluice.gateway.litellm;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Dialect;
import io.sluice.gateway.config.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The providers that a file's deployments come to: one for each address, credential and place, and what is said of models. */
final class ProviderBook {
    private final Catalog catalog;
    private final AccountMaking making;
    private final Variables variables;
    private final Notes notes;
    private final Collection<Deployment> deployments;
    private final Map<Map<String, String>, List<String>> ids = new LinkedHashMap<>();
    private final Map<String, Draft> settings = new LinkedHashMap<>();
    private final Map<String, Map<String, Draft>> models = new LinkedHashMap<>();

    /** Of these deployments. */
    ProviderBook(Collection<Deployment> deployments, Catalog catalog, Variables variables, Notes notes) {
        this.deployments = deployments;
        this.catalog = catalog;
        this.variables = variables;
        this.notes = notes;
        this.making = new AccountMaking(catalog, variables, notes);
    }

    /** Whether the catalog has what a deployment needs, and Sluice speaks it; else it is told. */
    boolean callable(Deployment deployment) {
        String entry = deployment.called().entry();
        CatalogEntry known = catalog.find(entry).orElse(null);
        if (known == null || Dialect.named(known.wire()).isEmpty()) {
            notes.lost(
                    deployment.place(),
                    "the deployment `" + deployment.called().slug() + "/"
                            + deployment.called().model()
                            + "` is left out: Sluice does not speak to this provider yet");
            return false;
        }
        return true;
    }

    /** The target of a deployment, {@code provider/model}. */
    String target(Deployment deployment) {
        Account account = making.of(deployment);
        Draft.Keys facts = new Facts(deployment, notes).entry();
        Map<String, String> identity = account.identity();
        List<String> known = ids.computeIfAbsent(identity, _ -> new ArrayList<>());
        String model = deployment.called().model();
        for (String id : known) {
            Map<String, Draft> told = models.getOrDefault(id, Map.of());
            if (same(told.get(model), facts) && !clashes(id, deployment)) {
                tell(id, model, facts);
                return id + "/" + model;
            }
        }
        String id = fresh(account.name(), deployment);
        known.add(id);
        settings.put(id, shortened(id, account.settings(id, deployment.place(), variables)));
        tell(id, model, facts);
        return id + "/" + model;
    }

    private void tell(String id, String model, Draft.@Nullable Keys facts) {
        Map<String, Draft> told = models.computeIfAbsent(id, _ -> new LinkedHashMap<>());
        told.put(model, facts == null ? new Draft.Keys(Map.of(), Place.of("")) : facts);
    }

    private static boolean same(@Nullable Draft told, Draft.@Nullable Keys facts) {
        return told == null || told.said().equals(facts == null ? "{}" : facts.said());
    }

    private String fresh(String name, Deployment deployment) {
        String id = name;
        for (int i = 2; settings.containsKey(id) || clashes(id, deployment); i++) {
            id = name + "-" + i;
        }
        return id;
    }

    /** Whether what this deployment is called by would mean another public name than its own. */
    private boolean clashes(String id, Deployment deployment) {
        String target = id + "/" + deployment.called().model();
        return deployments.stream()
                .anyMatch(
                        other -> other.group().equals(target) && !other.group().equals(deployment.group()));
    }

    /** An entry of the catalog under its own name need not say so. */
    private static Draft.Keys shortened(String id, Draft.Keys settings) {
        Map<String, Draft> keys = new LinkedHashMap<>(settings.keys());
        if (keys.get("use") instanceof Draft.Word word && word.text().equals(id)) {
            keys.remove("use");
        }
        return new Draft.Keys(keys, settings.place());
    }

    /** A provider straight from the catalog, under its own id. */
    void usual(String id, Place place) {
        settings.putIfAbsent(id, new Draft.Keys(Map.of(), place));
    }

    /** What stands under {@code providers}. */
    Draft.Keys providers(Place place) {
        return new Draft.Keys(settings, place);
    }

    /** What stands under {@code catalog}; null where nothing is said of any model. */
    Draft.@Nullable Keys catalog(Place place) {
        Map<String, Draft> entries = new LinkedHashMap<>();
        models.forEach((id, told) -> {
            Map<String, Draft> said = new LinkedHashMap<>(told);
            said.values().removeIf(entry -> entry instanceof Draft.Keys(var keys, var _) && keys.isEmpty());
            if (!said.isEmpty()) {
                Place first =
                        Objects.requireNonNull(said.values().iterator().next()).place();
                entries.put(id, new Draft.Keys(Map.of("models", new Draft.Keys(said, first)), first));
            }
        });
        return entries.isEmpty() ? null : new Draft.Keys(entries, place);
    }
}
