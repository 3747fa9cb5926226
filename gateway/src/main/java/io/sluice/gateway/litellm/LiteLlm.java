package io.sluice.gateway.litellm;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.ProviderMaking;
import io.sluice.gateway.catalog.ProviderSettings;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.ConfigText;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.Place;
import io.sluice.gateway.config.Yaml;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says LiteLLM's {@code config.yaml} again as a {@code sluice.yaml}. One use each.
 *
 * <p>Whatever starts, starts from that document: there is no second way by which LiteLLM's words take effect.
 */
public final class LiteLlm {
    private final Node top;
    private final Catalog catalog;
    private final Notes notes = new Notes();
    private final Variables variables;
    private final Rows rows;
    private final ProviderBook providers;
    private final Map<String, Group> groups = new LinkedHashMap<>();

    private LiteLlm(Node top, Catalog catalog, Environment environment) {
        this.top = top;
        this.catalog = catalog;
        this.variables = new Variables(top, environment, notes);
        this.rows = new Rows(top, catalog, variables, notes);
        this.providers = new ProviderBook(rows.deployments(), catalog, variables, notes);
    }

    /** Whether a text is a file of LiteLLM's: it has one of the keys that stand at the top of those alone. */
    public static boolean wrote(ConfigText text) {
        if (Words.MARKS.stream().noneMatch(text.text()::contains)) {
            return false;
        }
        try {
            return Yaml.parse(text).map(Node::of).stream()
                    .anyMatch(top -> top.members().keySet().stream().anyMatch(Words.MARKS::contains));
        } catch (ConfigProblems _) {
            return false; // whoever reads it says what is wrong with it
        }
    }

    /**
     * Says a file again.
     *
     * @param file where it is, for what it includes
     * @throws ConfigProblems where it, or what it includes, cannot be read at all
     */
    public static Imported said(ConfigText text, Path file, Catalog catalog, Environment environment)
            throws ConfigProblems {
        return new LiteLlm(Includes.of(text, file), catalog, environment).imported(text);
    }

    private Imported imported(ConfigText text) {
        Words.TOP.check(top, notes);
        Words.LITELLM.check(top.member("litellm_settings"), notes);
        Words.ROUTER.check(top.member("router_settings"), notes);
        Words.GENERAL.check(top.member("general_settings"), notes);
        for (Deployment deployment : rows.deployments()) {
            if (providers.callable(deployment)) {
                groups.merge(
                        deployment.group(),
                        new Group(deployment.group(), List.of(deployment)),
                        (some, more) -> new Group(
                                some.name(),
                                Stream.concat(some.deployments().stream(), more.deployments().stream())
                                        .toList()));
            }
        }
        Map<String, Draft> document = new LinkedHashMap<>();
        Map<String, Draft> models = models();
        document.put("litellm", compatible());
        document.put("providers", providers.providers(top.place()));
        document.put("models", new Draft.Keys(models, top.place()));
        Draft.Keys facts = providers.catalog(top.place());
        if (facts != null) {
            document.put("catalog", facts);
        }
        return written(text, new Draft.Keys(document, top.place()));
    }

    private Imported written(ConfigText text, Draft.Keys document) {
        Page page = new Page();
        page.comment("Made of " + text.name() + " by sluice import.", Place.of(text.name()));
        notes.lost().forEach(lost -> page.comment("Not carried: " + lost, lost.place()));
        page.document(document);
        return new Imported(
                new ConfigText("what was made of " + text.name(), text.folder(), page.text()),
                page.origins(),
                notes.lost(),
                notes.toSet(),
                variables.own());
    }

    private Draft.Keys compatible() {
        Node key = top.member("general_settings").member("master_key");
        return key.text() == null
                ? new Draft.Keys(Map.of(), top.place())
                : new Draft.Keys(
                        Map.of("master-key", new Draft.Word(variables.secret(key, "LITELLM_MASTER_KEY"), key.place())),
                        key.place());
    }

    private Map<String, Draft> models() {
        Map<String, Draft> models = new LinkedHashMap<>();
        Map<String, String> aliases = new LinkedHashMap<>();
        Set<Group> all = new LinkedHashSet<>(groups.values());
        Node router = top.member("router_settings");
        router.member("model_group_alias").members().forEach((alias, to) -> {
            String name = to.map() ? to.member("model").text() : to.text();
            Group wild = name == null || groups.containsKey(name) ? null : wildcard(name);
            if (name != null && groups.containsKey(name)) {
                aliases.put(alias, name);
            } else if (name != null && wild != null) {
                all.add(new Group(alias, wild.filled(name).deployments()));
            } else {
                notes.lost(to.place(), "the alias `" + alias + "` is left out: it stands for no name of `model_list`");
            }
        });
        aliases.keySet().removeAll(groups.keySet());
        GroupRoutes routes =
                new GroupRoutes(providers, new RetriesAndTimes(top, notes), variables, router, notes, groups);
        Fallbacks fallbacks = new Fallbacks(groups, aliases, top, routes, notes);
        for (String name : fallbacks.named()) {
            Group wild = groups.containsKey(name) ? null : wildcard(name);
            if (wild != null) {
                all.add(wild.filled(name));
            }
        }
        all.forEach(group -> models.putIfAbsent(group.name(), model(group, fallbacks.of(group))));
        aliases.forEach((alias, name) -> models.put(
                alias,
                new Draft.Word(
                        name, router.member("model_group_alias").member(alias).place())));
        anyProvider(models);
        return models;
    }

    private @Nullable Group wildcard(String name) {
        return groups.values().stream()
                .filter(group -> group.matches(name))
                .findFirst()
                .orElse(null);
    }

    private Draft model(Group group, Draft route) {
        Node general = top.member("litellm_settings").member("drop_params");
        List<Node> own = group.deployments().stream()
                .map(deployment -> deployment.param("drop_params"))
                .toList();
        boolean drops = own.stream().allMatch(node -> node.absent() ? general.truth() : node.truth());
        return drops ? GroupRoutes.with(route, "loss", new Draft.Word("drop", group.place())) : route;
    }

    /** {@code model: "*"} is every model of every provider whose credential is in the environment. */
    private void anyProvider(Map<String, Draft> models) {
        @Nullable Place place = rows.anyProvider();
        if (place == null) {
            return;
        }
        notes.lost(place, "`*` finds a model by its provider (`openai/gpt-5`), not by its bare name");
        ProviderMaking making = new ProviderMaking(catalog, variables::value);
        for (String id : catalog.enabledBy(name -> variables.value(name) != null)) {
            if (making.make(id, ProviderSettings.usual(), (_, _) -> {}) != null) {
                providers.usual(id, place);
                models.putIfAbsent(id + "/*", new Draft.Word(id + "/*", place));
            }
        }
    }
}
