package io.sluice.gateway.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A record as the file writes it: one key per component, in dash-case, or the keys of a record {@link Beside} them. */
record RecordShape(Class<? extends Record> type, List<Part> parts, Set<String> later) {

    /** A component. */
    sealed interface Part {}

    /** One that is a key. {@code required} when the file must name it. */
    record Key(String name, Type type, String doc, @Nullable String fallback, boolean nullable) implements Part {}

    /** One whose keys stand beside the others. */
    record Group(RecordShape shape) implements Part {}

    static RecordShape of(Class<? extends Record> type) {
        List<Part> parts = new ArrayList<>();
        Later own = type.getAnnotation(Later.class);
        Set<String> later = new HashSet<>(own == null ? Set.of() : Set.of(own.value()));
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.isAnnotationPresent(Beside.class)) {
                RecordShape group = of(component.getType().asSubclass(Record.class));
                parts.add(new Group(group));
                later.addAll(group.later);
            } else {
                parts.add(key(component));
            }
        }
        return new RecordShape(type, List.copyOf(parts), Set.copyOf(later));
    }

    private static Key key(RecordComponent component) {
        Default fallback = component.getAnnotation(Default.class);
        Doc doc = component.getAnnotation(Doc.class);
        Written written = component.getAnnotation(Written.class);
        return new Key(
                written == null ? dashed(component.getName()) : written.value(),
                component.getGenericType(),
                doc == null ? "" : doc.value(),
                fallback == null ? null : fallback.value(),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }

    /** Its keys and those beside them. */
    List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Key key -> keys.add(key);
                case Group group -> keys.addAll(group.shape.keys());
            }
        }
        return keys;
    }

    /** The record, or null when a value without a default could not be read; every problem was told. */
    @Nullable
    Record read(Value value, Reading reading) {
        if (!value.absent() && (value.scalar() || value.list())) {
            value.problem("wants keys with values below it (" + String.join(", ", names()) + "), not " + value.seen());
            return null;
        }
        Map<String, Value> members = value.members();
        tellUnknown(value, members);
        return construct(value, members, reading);
    }

    private @Nullable Record construct(Value value, Map<String, Value> members, Reading reading) {
        @Nullable Object[] arguments = new @Nullable Object[parts.size()];
        boolean whole = true;
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = switch (parts.get(i)) {
                case Key key -> argument(key, value, members, reading);
                case Group group -> group.shape.construct(value, members, reading);
            };
            whole &= arguments[i] != null || (parts.get(i) instanceof Key key && key.nullable);
        }
        return whole ? invoke(value, arguments) : null;
    }

    private @Nullable Object argument(Key key, Value value, Map<String, Value> members, Reading reading) {
        Value member = members.get(key.name);
        Object argument = null;
        boolean failed = false;
        if (member != null && !(member.absent() && emptyIsFine(key))) {
            argument = reading.read(member, key.type);
            failed = argument == null;
        }
        if (argument == null) {
            argument = otherwise(key, value, reading);
        }
        if (argument == null && !key.nullable && !failed && Collections.disjoint(members.keySet(), later)) {
            value.problem("lacks `" + key.name + "`; add it");
        }
        return argument;
    }

    /** An empty value is told as a mistake by whatever reads scalars; maps, lists and records take it as empty. */
    private static boolean emptyIsFine(Key key) {
        boolean container = !(key.type instanceof Class<?> plain) || plain.isRecord();
        return container && key.fallback == null;
    }

    private static @Nullable Object otherwise(Key key, Value parent, Reading reading) {
        String path = parent.path().isEmpty() ? key.name : parent.path() + "." + key.name;
        if (key.fallback != null) {
            return reading.fallback(key.fallback, key.type, path);
        }
        return key.nullable ? null : reading.absent(key.type, parent, key.name);
    }

    private void tellUnknown(Value value, Map<String, Value> members) {
        for (String name : members.keySet()) {
            if (later.contains(name)) {
                value.keyProblem(name, "is planned, but this version does not read it; remove it for now");
            } else if (!names().contains(name)) {
                value.keyProblem(name, "unknown key; " + Spelling.hint(name, names()));
            }
        }
    }

    private @Nullable Record invoke(Value value, @Nullable Object[] arguments) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> canonical = type.getDeclaredConstructor(types);
            return canonical.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException why) {
                value.problem(String.valueOf(why.getMessage()));
                return null;
            }
            throw new IllegalStateException("could not make a " + type.getSimpleName(), refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " must be a public record", impossible);
        }
    }

    List<String> names() {
        return keys().stream().map(Key::name).toList();
    }

    static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").replace('_', '-').toLowerCase(Locale.ROOT);
    }
}
