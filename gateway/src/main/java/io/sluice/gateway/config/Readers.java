package io.sluice.gateway.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which reader reads which type; records and enums need none. Immutable. */
public final class Readers {
    private final Map<Class<?>, Reader<?>> byType;

    private Readers(Map<Class<?>, Reader<?>> byType) {
        this.byType = byType;
    }

    /** Text, numbers, booleans, durations, sizes, URLs, paths, listen addresses and secrets. */
    public static Readers standard() {
        Map<Class<?>, Reader<?>> readers = new HashMap<>();
        readers.put(String.class, Reader.scalar("text", text -> text));
        readers.put(boolean.class, Reader.scalar("`true` or `false`", Readers::bool));
        readers.put(Boolean.class, Reader.scalar("`true` or `false`", Readers::bool));
        readers.put(int.class, Reader.scalar("number", Readers::whole));
        readers.put(Integer.class, Reader.scalar("number", Readers::whole));
        readers.put(Duration.class, Reader.scalar("duration", Durations::parse));
        readers.put(Size.class, Reader.scalar("size", Size::parse));
        readers.put(URI.class, Reader.scalar("URL", Urls::parse));
        readers.put(ListenAddress.class, Reader.scalar("host:port", ListenAddress::parse));
        readers.put(Path.class, new PathReader());
        readers.put(Secret.class, new SecretReader());
        readers.put(HeaderText.class, Reader.scalar("text", HeaderText::parse));
        readers.put(JsonText.class, new JsonText.Anything());
        return new Readers(Map.copyOf(readers));
    }

    /** These and one more, or another one for a type that had one. */
    public <T> Readers with(Class<T> type, Reader<T> reader) {
        Map<Class<?>, Reader<?>> more = new HashMap<>(byType);
        more.put(type, reader);
        return new Readers(Map.copyOf(more));
    }

    @Nullable
    Reader<?> of(Class<?> type) {
        Reader<?> reader = byType.get(type);
        return reader == null && type.isEnum() ? choice(type) : reader;
    }

    private static Reader<?> choice(Class<?> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Readers::word).toList();
        String form = "`" + String.join("` or `", words) + "`";
        return Reader.scalar(form, text -> {
            int index = words.indexOf(text);
            if (index < 0) {
                throw new IllegalArgumentException("is not known here; write " + String.join(" or ", words));
            }
            return type.getEnumConstants()[index];
        });
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Boolean bool(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("is neither true nor false; write one of the two");
    }

    private static Integer whole(String text) {
        if (text.matches("\\d{1,9}")) {
            return Integer.valueOf(text);
        }
        throw new IllegalArgumentException("is no whole number from 0 to 999999999; write one without a unit");
    }

    private record PathReader() implements Reader<Path> {
        @Override
        public @Nullable Path read(Value value) {
            String text = value.text();
            try {
                return text == null ? null : value.folder().resolve(text).normalize();
            } catch (InvalidPathException wrong) {
                value.problem(value.seen() + " is no path: " + wrong.getReason());
                return null;
            }
        }

        @Override
        public String form() {
            return "path";
        }
    }

    private record SecretReader() implements Reader<Secret> {
        @Override
        public @Nullable Secret read(Value value) {
            String text = value.text();
            if (text == null) {
                return null;
            }
            if (text.isEmpty() || !new Secret(text).sendable()) {
                value.problem("is no credential: it is empty, or holds blanks, line ends or letters beyond ASCII; copy"
                        + " it anew (it is not shown here)");
                return null;
            }
            return new Secret(text);
        }

        @Override
        public String form() {
            return "credential";
        }
    }
}
