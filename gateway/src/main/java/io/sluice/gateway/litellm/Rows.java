package io.sluice.gateway.litellm;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.config.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code model_list}: what each row calls, with its credential and what holds for all rows. */
final class Rows {
    private static final String ANY = "*";

    private final Map<String, Node> credentials = new LinkedHashMap<>();
    private final Map<String, Node> usual;
    private final Catalog catalog;
    private final Variables variables;
    private final Notes notes;
    private final List<Deployment> deployments = new ArrayList<>();
    private @Nullable Place anyProvider;

    Rows(Node top, Catalog catalog, Variables variables, Notes notes) {
        this.catalog = catalog;
        this.variables = variables;
        this.notes = notes;
        this.usual =
                top.member("router_settings").member("default_litellm_params").members();
        for (Node credential : top.member("credential_list").items()) {
            String name = credential.member("credential_name").text();
            if (name != null) {
                credentials.put(name, credential.member("credential_values"));
            }
        }
        top.member("model_list").items().forEach(this::row);
    }

    /** The rows that say what to call. */
    List<Deployment> deployments() {
        return List.copyOf(deployments);
    }

    /** Where a row calls every model of every provider ({@code *}); null where none does. */
    @Nullable
    Place anyProvider() {
        return anyProvider;
    }

    private void row(Node row) {
        Words.ROW.check(row, notes);
        Map<String, Node> params = params(row);
        String name = row.member("model_name").text();
        Node model = params.getOrDefault("model", Node.nothing(row.place()));
        String called = model.text() == null ? null : variables.resolved(String.valueOf(model.text()));
        if (name == null || called == null) {
            notes.lost(
                    row.place(),
                    "this row of `model_list` is left out: it has no "
                            + (name == null ? "`model_name`" : "`litellm_params.model`"));
        } else if (called.equals(ANY)) {
            anyProvider = model.place();
        } else if (name.chars().filter(c -> c == '*').count() > 1) {
            notes.lost(row.place(), "`" + name + "` is left out: a public name has one star at most");
        } else {
            Node provider = params.getOrDefault("custom_llm_provider", Node.nothing(row.place()));
            Called taken = Called.of(called, provider.text(), catalog);
            if (taken == null) {
                notes.lost(
                        model.place(),
                        "`" + called + "` is left out: it names no provider that is known here; write"
                                + " `provider/model`, or `openai/...` with `api_base` for a server that speaks as OpenAI does");
            } else {
                deployments.add(new Deployment(
                        name, taken, params, row.member("model_info").members(), model.place()));
            }
        }
    }

    /** A row's own parameters before those of its credential, and those before what holds for all. */
    private Map<String, Node> params(Node row) {
        Map<String, Node> params =
                new LinkedHashMap<>(row.member("litellm_params").members());
        Node named = params.get("litellm_credential_name");
        if (named != null && !named.absent()) {
            Node values = credentials.get(String.valueOf(named.text()));
            if (values == null) {
                notes.lost(named.place(), "`credential_list` has no `" + named.text() + "`");
            } else {
                values.members().forEach(params::putIfAbsent);
            }
        }
        usual.forEach(params::putIfAbsent);
        row.member("model_info").members().forEach((key, value) -> {
            if (Words.INFO_NOT_YET.contains(key)) {
                notes.notYet(value, "model_info." + key);
            }
        });
        return params;
    }
}
