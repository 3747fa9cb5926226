package io.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a text into {@link Yaml} nodes.
 *
 * <p>What a few lines can blow up is bounded here: depth, and the number of nodes after every alias is followed.
 */
final class YamlParser {
    private static final int DEEPEST = 50;
    private static final int MOST_NODES = 100_000;
    private static final Set<Tag> TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP, Tag.ENV_TAG);

    private static final Set<Tag> WORDS = Set.of(Tag.INT, Tag.FLOAT, Tag.BOOL);

    private final String file;
    private int nodes;

    private YamlParser(String file) {
        this.file = file;
    }

    /** The document's top node, empty for an empty document. */
    static Optional<Yaml> parse(ConfigText source) throws ConfigProblems {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setUseMarks(true)
                .setCodePointLimit(1 << 20)
                .build();
        try {
            Optional<Node> top = new Compose(settings).composeString(source.text());
            return top.isEmpty() ? Optional.empty() : Optional.of(new YamlParser(source.name()).read(top.get(), 0));
        } catch (MarkedYamlEngineException broken) {
            throw YamlErrors.explain(source, broken);
        } catch (YamlEngineException broken) {
            throw failed(Place.of(source.name()), "is not YAML: " + broken.getMessage());
        } catch (StackOverflowError _) {
            throw failed(Place.of(source.name()), "is nested too deeply to be a configuration");
        }
    }

    private Yaml read(Node node, int depth) throws ConfigProblems {
        Place place = place(node);
        nodes++;
        if (nodes > MOST_NODES || depth > DEEPEST) {
            throw failed(
                    place,
                    "grows beyond " + MOST_NODES + " values or " + DEEPEST + " levels, following its"
                            + " aliases; write it without `*` aliases");
        }
        if (!TAGS.contains(node.getTag())) {
            throw failed(
                    place, "has the YAML tag " + node.getTag().getValue() + "; tags have no meaning here, remove it");
        }
        return switch (node) {
            case MappingNode map -> entries(map, place, depth);
            case SequenceNode list -> items(list, place, depth);
            case ScalarNode scalar ->
                new Yaml.Scalar(
                        scalar.getValue(), Tag.NULL.equals(scalar.getTag()), WORDS.contains(scalar.getTag()), place);
            default -> throw failed(place, "is no scalar, list or map");
        };
    }

    private Yaml items(SequenceNode list, Place place, int depth) throws ConfigProblems {
        List<Yaml> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            items.add(read(item, depth + 1));
        }
        return new Yaml.Items(items, place);
    }

    private Yaml entries(MappingNode map, Place place, int depth) throws ConfigProblems {
        List<Yaml.Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : map.getValue()) {
            Place keyPlace = place(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw failed(keyPlace, "has a list or a map where a key belongs; a `${...}` wants quotes: \"${NAME}\"");
            }
            entries.add(new Yaml.Entry(key.getValue(), keyPlace, read(tuple.getValueNode(), depth + 1)));
        }
        return new Yaml.Entries(entries, place);
    }

    private Place place(Node node) {
        return place(file, node.getStartMark());
    }

    static Place place(String file, Optional<Mark> mark) {
        return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1))
                .orElse(Place.of(file));
    }

    private static ConfigProblems failed(Place place, String text) {
        return new ConfigProblems(List.of(new Problem(place, "", text)));
    }
}
