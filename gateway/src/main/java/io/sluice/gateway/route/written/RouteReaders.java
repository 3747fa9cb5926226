package io.sluice.gateway.route.written;

import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.config.Durations;
import io.sluice.gateway.config.Reader;
import io.sluice.gateway.config.Readers;
import io.sluice.gateway.config.Value;
import io.sluice.gateway.route.tree.Patience;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How routes are written in the file. */
public final class RouteReaders {
    private static final String NAME = "`provider/model`, a public name";

    private RouteReaders() {}

    /** The readers given, with those of this package. */
    public static Readers added(Readers readers) {
        return readers.with(ModelSettings.class, new ModelReader())
                .with(RouteSettings.class, new RouteReader())
                .with(SplitSettings.class, new SplitReader())
                .with(OnSettings.class, new OnReader())
                .with(Patience.class, Reader.scalar("duration or `p95`", RouteReaders::patience));
    }

    private static Patience patience(String text) {
        if (text.matches("p[1-9][0-9]?")) {
            return new Patience.Percentile(Integer.parseInt(text.substring(1)));
        }
        return new Patience.Fixed(Durations.parse(text));
    }

    private static @Nullable RouteSettings route(Value value) {
        if (value.list()) {
            value.problem("is a list; say how it is gone through: `first: [...]`, or `split`, `fastest`, `cheapest`");
            return null;
        }
        if (!value.scalar()) {
            return value.asRecord(RouteSettings.class);
        }
        String name = value.text();
        return name == null ? null : RouteSettings.to(name);
    }

    /** A name, or a map with a route and the model's options. */
    private record ModelReader() implements Reader<ModelSettings> {
        @Override
        public @Nullable ModelSettings read(Value value) {
            if (!value.scalar() && !value.list()) {
                return value.asRecord(ModelSettings.class);
            }
            RouteSettings route = route(value);
            String name = route == null ? null : route.use();
            return name == null ? null : ModelSettings.of(name);
        }

        @Override
        public String form() {
            return NAME + ", or keys";
        }

        @Override
        public List<Class<? extends Record>> records() {
            return List.of(ModelSettings.class);
        }
    }

    /** A route inside another: described once, where models are. */
    private record RouteReader() implements Reader<RouteSettings> {
        @Override
        public @Nullable RouteSettings read(Value value) {
            return route(value);
        }

        @Override
        public String form() {
            return NAME + ", or a route";
        }
    }

    /** Names with weights, or a list of routes that have one each. */
    private record SplitReader() implements Reader<SplitSettings> {
        @Override
        public SplitSettings read(Value value) {
            List<SplitSettings.Part> parts = new ArrayList<>();
            if (value.list()) {
                List<Value> items = value.items();
                for (int i = 0; i < items.size(); i++) {
                    Weighted part = items.get(i).asRecord(Weighted.class);
                    if (part != null) {
                        parts.add(new SplitSettings.Part("[" + i + "]", part.weight(), part.route()));
                    }
                }
            } else {
                value.members().forEach((name, weight) -> {
                    Integer read = weight.as(Integer.class);
                    if (read != null) {
                        parts.add(new SplitSettings.Part("." + name, read, RouteSettings.to(name)));
                    }
                });
            }
            return new SplitSettings(parts);
        }

        @Override
        public String form() {
            return "names with weights, or a list of routes with `weight`";
        }
    }

    /** A list of classes that move on, or a map of class to what follows. */
    private record OnReader() implements Reader<OnSettings> {
        @Override
        public OnSettings read(Value value) {
            Map<FailureClass, OnSettings.Follow> follows = new EnumMap<>(FailureClass.class);
            if (value.list() || value.scalar()) {
                for (FailureClass each : FailureClass.values()) {
                    follows.put(each, new OnSettings.Follow.Stop());
                }
                for (Value item : value.items()) {
                    FailureClass named = failure(item.text(), item);
                    if (named != null) {
                        follows.put(named, new OnSettings.Follow.Next());
                    }
                }
                return new OnSettings(follows);
            }
            new LinkedHashMap<>(value.members()).forEach((word, then) -> {
                FailureClass named = failure(word, then);
                OnSettings.Follow follow = follow(then);
                if (named != null && follow != null) {
                    follows.put(named, follow);
                }
            });
            return new OnSettings(follows);
        }

        private static OnSettings.@Nullable Follow follow(Value value) {
            return switch (value.seen()) {
                case "\"next\"" -> new OnSettings.Follow.Next();
                case "\"stop\"" -> new OnSettings.Follow.Stop();
                default -> {
                    RouteSettings other = route(value);
                    yield other == null ? null : new OnSettings.Follow.Other(other);
                }
            };
        }

        private static @Nullable FailureClass failure(@Nullable String word, Value value) {
            FailureClass named = word == null ? null : FailureClass.of(word).orElse(null);
            if (named == null && word != null) {
                value.problem("\"" + word + "\" is no class of failures; they are "
                        + Arrays.stream(FailureClass.values())
                                .map(FailureClass::word)
                                .collect(Collectors.joining(", ")));
            }
            return named;
        }

        @Override
        public String form() {
            return "list of classes, or classes with what follows";
        }
    }
}
