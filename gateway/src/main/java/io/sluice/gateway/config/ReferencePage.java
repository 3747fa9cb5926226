package io.sluice.gateway.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the tables of the reference page from the records themselves, so that page and program cannot differ. */
public final class ReferencePage {
    private final Readers readers;
    private final Map<String, Class<? extends Record>> sections = new LinkedHashMap<>();
    private final Map<String, Class<? extends Record>> described = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private ReferencePage(Readers readers) {
        this.readers = readers;
    }

    /** Markdown: a section with a table for the root record and one for each record below it. */
    public static String tables(Class<? extends Record> root, Readers readers) {
        ReferencePage page = new ReferencePage(readers);
        page.section("Top level", "", root);
        while (!page.sections.isEmpty()) {
            Map.Entry<String, Class<? extends Record>> next =
                    page.sections.entrySet().iterator().next();
            page.sections.remove(next.getKey());
            page.section("`" + next.getKey() + "`", next.getKey() + ".", next.getValue());
        }
        return page.text.toString();
    }

    private void section(String title, String prefix, Class<? extends Record> type) {
        RecordShape shape = RecordShape.of(type);
        text.append("\n## ").append(title).append("\n\n");
        text.append("| key | value | default | what it is for |\n|---|---|---|---|\n");
        for (RecordShape.Key key : shape.keys()) {
            String fallback = key.fallback();
            text.append("| `").append(key.name()).append("` | ").append(form(key.type()));
            text.append(" | ").append(fallback == null ? required(key) : "`" + fallback + "`");
            text.append(" | ").append(key.doc()).append(" |\n");
            below(prefix + key.name(), key.type());
        }
        if (!shape.later().isEmpty()) {
            text.append("\nPlanned, and refused by this version: ");
            text.append(String.join(", ", quoted(shape.later()))).append(".\n");
        }
    }

    /** What is neither nullable nor stood for by anything must be there; the binder says so too. */
    private String required(RecordShape.Key key) {
        if (key.nullable() || !(key.type() instanceof Class<?> plain)) {
            return "";
        }
        Reader<?> reader = readers.of(plain);
        return reader == null || reader.absent().isPresent() ? "" : "required";
    }

    private String form(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class ? "names, each with " + form(of[1]) : "list of " + form(of[0]);
        }
        Class<?> plain = (Class<?>) type;
        Reader<?> reader = readers.of(plain);
        return reader == null ? "keys" : reader.form();
    }

    private void below(String path, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            below(path + (generic.getRawType() == Map.class ? ".NAME" : "[]"), of[of.length - 1]);
            return;
        }
        Class<?> plain = (Class<?>) type;
        Reader<?> reader = readers.of(plain);
        if (reader == null) {
            describe(path, plain.asSubclass(Record.class));
        } else {
            reader.records().forEach(record -> describe(path, record));
        }
    }

    /** A record that may stand within itself is described where it stands first. */
    private void describe(String path, Class<? extends Record> type) {
        boolean within = described.entrySet().stream()
                .anyMatch(outer -> outer.getValue().equals(type) && path.startsWith(outer.getKey() + "."));
        if (!within) {
            sections.put(path, type);
            described.put(path, type);
        }
    }

    private static List<String> quoted(Collection<String> names) {
        return names.stream().sorted().map(name -> "`" + name + "`").toList();
    }
}
