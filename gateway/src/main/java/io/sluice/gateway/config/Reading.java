package io.sluice.gateway.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One reading of one file: its problems and places so far. Used by one thread, then thrown away. */
final class Reading {
    private final Readers readers;
    private final References references;
    private final Path folder;
    private final Path workingFolder;
    private final List<Problem> problems;
    private final Map<String, Place> values = new HashMap<>();
    private final Map<String, Place> keys = new HashMap<>();

    Reading(Readers readers, References references, Path folder, Path workingFolder, List<Problem> problems) {
        this.readers = readers;
        this.references = references;
        this.folder = folder;
        this.workingFolder = workingFolder;
        this.problems = problems;
    }

    /** Reads any type; null means that a problem was told. */
    @Nullable
    Object read(Value value, Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class
                    ? map(value, generic.getActualTypeArguments()[1])
                    : list(value, generic.getActualTypeArguments()[0]);
        }
        Class<?> plain = (Class<?>) type;
        Reader<?> reader = readers.of(plain);
        if (reader != null) {
            return reader.read(value);
        }
        if (plain.isRecord()) {
            return RecordShape.of(plain.asSubclass(Record.class)).read(value, this);
        }
        throw new IllegalStateException("no reader for " + type);
    }

    /** What stands for a type where the file has nothing; null when nothing does. */
    @Nullable
    Object absent(Type type, Value parent, String key) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class ? Map.of() : List.of();
        }
        Class<?> plain = (Class<?>) type;
        Reader<?> reader = readers.of(plain);
        if (reader != null) {
            return reader.absent().orElse(null);
        }
        String path = parent.path().isEmpty() ? key : parent.path() + "." + key;
        return read(new Value(new Yaml.Entries(List.of(), place(parent.path())), path, this), type);
    }

    /** Reads what {@link Default} says; a relative path there is relative to the working directory. */
    @Nullable
    Object fallback(String text, Type type, String path) {
        Reading apart = new Reading(readers, references, workingFolder, workingFolder, new ArrayList<>());
        Object value = read(new Value(new Yaml.Scalar(text, false, false, Place.of("default")), path, apart), type);
        if (!apart.problems.isEmpty()) {
            throw new IllegalStateException("a default is wrong: " + apart.problems);
        }
        return value;
    }

    private Map<String, Object> map(Value value, Type type) {
        Map<String, Object> map = new LinkedHashMap<>();
        value.members().forEach((key, member) -> {
            if (key.isBlank()) {
                value.keyProblem(key, "has an empty name; give it one");
            }
            Object read = read(member, type);
            if (read != null) {
                map.put(key, read);
            }
        });
        return Collections.unmodifiableMap(map);
    }

    private List<Object> list(Value value, Type type) {
        List<Object> list = new ArrayList<>();
        for (Value item : value.items()) {
            Object read = read(item, type);
            if (read != null) {
                list.add(read);
            }
        }
        return List.copyOf(list);
    }

    void found(String path, Place place) {
        values.putIfAbsent(path, place);
    }

    void key(String path, Place place) {
        keys.put(path, place);
    }

    Place keyPlace(String path, Place otherwise) {
        return keys.getOrDefault(path, otherwise);
    }

    Place place(String path) {
        return values.getOrDefault(path, Place.of("default"));
    }

    Map<String, Place> places() {
        return Map.copyOf(values);
    }

    void problem(Place place, String path, String text) {
        problems.add(new Problem(place, path, text));
    }

    References references() {
        return references;
    }

    Path folder() {
        return folder;
    }
}
