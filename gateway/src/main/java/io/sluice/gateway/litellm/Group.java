package io.sluice.gateway.litellm;

import io.sluice.gateway.config.Place;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A public name and the deployments that share it. */
record Group(String name, List<Deployment> deployments) {
    /** Keeps a copy; at least one. */
    Group {
        deployments = List.copyOf(deployments);
    }

    /** Where its first deployment stands. */
    Place place() {
        return deployments.getFirst().place();
    }

    /** Its deployments by the level they are tried at, the first to be tried first. */
    List<List<Deployment>> levels() {
        Map<BigDecimal, List<Deployment>> levels = new TreeMap<>();
        for (Deployment deployment : deployments) {
            levels.merge(
                    deployment.order(),
                    List.of(deployment),
                    (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
        }
        return List.copyOf(levels.values());
    }

    /** This group for a name its wildcard stands for. */
    Group filled(String asked) {
        int star = name.indexOf('*');
        String stood = asked.substring(star, asked.length() - (name.length() - star - 1));
        return new Group(
                asked,
                deployments.stream()
                        .map(one -> new Deployment(
                                asked,
                                new Called(
                                        one.called().slug(),
                                        one.called().entry(),
                                        one.called().model().replace("*", stood),
                                        one.called().region()),
                                one.params(),
                                one.info(),
                                one.place()))
                        .toList());
    }

    /** Whether its wildcard stands for that name. */
    boolean matches(String asked) {
        int star = name.indexOf('*');
        return star >= 0
                && asked.length() >= name.length()
                && asked.startsWith(name.substring(0, star))
                && asked.endsWith(name.substring(star + 1));
    }
}
