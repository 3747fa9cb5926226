package io.sluice.gateway.litellm;

import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.ConfigText;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.Place;
import io.sluice.gateway.config.Problem;
import io.sluice.gateway.config.Secret;
import java.util.List;
import java.util.Map;

/**
 * A file of LiteLLM's, said again as a {@code sluice.yaml}.
 *
 * @param text the {@code sluice.yaml}; holds no credential
 * @param origins for each of its lines, where in LiteLLM's file it comes from
 * @param lost what is not carried
 * @param toSet the variables that must be set where the document runs by itself
 * @param variables those variables; credentials among them
 */
public record Imported(
        ConfigText text, List<Place> origins, List<Problem> lost, List<Problem> toSet, Map<String, Secret> variables) {

    /** Keeps copies. */
    public Imported {
        origins = List.copyOf(origins);
        lost = List.copyOf(lost);
        toSet = List.copyOf(toSet);
        variables = Map.copyOf(variables);
    }

    /** The environment it runs in: what stood in LiteLLM's file itself, over the process's own. */
    public Environment over(Environment environment) {
        return name -> {
            Secret own = variables.get(name);
            return own == null ? environment.get(name) : own.reveal();
        };
    }

    /** Problems of the {@code sluice.yaml}, at the lines of LiteLLM's file they come from. */
    public ConfigProblems toldThere(ConfigProblems problems) {
        return new ConfigProblems(problems.problems().stream()
                .map(problem -> new Problem(there(problem.place()), problem.path(), problem.text()))
                .toList());
    }

    private Place there(Place place) {
        boolean ours = place.file().equals(text.name()) && place.line() > 0 && place.line() <= origins.size();
        return ours ? origins.get(place.line() - 1) : place;
    }
}
