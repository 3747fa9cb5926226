package io.sluice.gateway.litellm;

import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.ConfigText;
import io.sluice.gateway.config.Place;
import io.sluice.gateway.config.Problem;
import io.sluice.gateway.config.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file with all it includes. Lists of the same name follow each other; anything else of an included file stands in place
 * of what was there, as LiteLLM has it.
 */
final class Includes {
    private static final String KEY = "include";

    private final Set<Path> open = new LinkedHashSet<>();

    private Includes() {}

    /** The whole of it; throws for a file that is missing, no YAML, or included by itself. */
    static Node of(ConfigText text, Path file) throws ConfigProblems {
        return Node.of(new Includes().whole(text, file.toAbsolutePath().normalize()));
    }

    private Yaml whole(ConfigText text, Path file) throws ConfigProblems {
        Optional<Yaml> parsed = Yaml.parse(text);
        if (parsed.isEmpty() || !(parsed.get() instanceof Yaml.Entries top)) {
            throw failed(
                    parsed.map(Yaml::place).orElse(Place.of(text.name())),
                    "has no keys; a file of LiteLLM's has `model_list` and its like");
        }
        open.add(file);
        List<Yaml.Entry> entries = new ArrayList<>(
                top.entries().stream().filter(entry -> !entry.key().equals(KEY)).toList());
        for (Node named : Node.of(top).member(KEY).items()) {
            merge(entries, included(named, text));
        }
        open.remove(file);
        return new Yaml.Entries(entries, top.place());
    }

    private Yaml included(Node named, ConfigText from) throws ConfigProblems {
        String name = named.text();
        if (name == null) {
            throw failed(named.place(), "`include` wants the names of files");
        }
        Path other = from.folder().resolve(name).toAbsolutePath().normalize();
        if (open.contains(other)) {
            throw failed(
                    named.place(),
                    "`include` leads back to itself ("
                            + String.join(
                                    " -> ",
                                    Stream.concat(open.stream(), Stream.of(other))
                                            .map(path -> String.valueOf(path.getFileName()))
                                            .toList())
                            + "); take one of them out");
        }
        return whole(ConfigText.read(sibling(from.name(), name), other), other);
    }

    /** How the user would name it: beside the file that includes it. */
    private static String sibling(String from, String name) {
        int slash = from.lastIndexOf('/');
        return slash < 0 || name.startsWith("/") ? name : from.substring(0, slash + 1) + name;
    }

    private static void merge(List<Yaml.Entry> entries, Yaml included) {
        if (!(included instanceof Yaml.Entries(List<Yaml.Entry> more, var _))) {
            return;
        }
        for (Yaml.Entry entry : more) {
            int at = -1;
            for (int i = 0; i < entries.size(); i++) {
                at = entries.get(i).key().equals(entry.key()) ? i : at;
            }
            if (at < 0) {
                entries.add(entry);
            } else {
                entries.set(at, joined(entries.get(at), entry));
            }
        }
    }

    private static Yaml.Entry joined(Yaml.Entry old, Yaml.Entry more) {
        if (old.value() instanceof Yaml.Items(List<Yaml> first, Place place)
                && more.value() instanceof Yaml.Items(List<Yaml> then, var _)) {
            return new Yaml.Entry(
                    old.key(),
                    old.place(),
                    new Yaml.Items(Stream.concat(first.stream(), then.stream()).toList(), place));
        }
        return more;
    }

    private static ConfigProblems failed(Place place, String text) {
        return new ConfigProblems(List.of(new Problem(place, "", text)));
    }
}
