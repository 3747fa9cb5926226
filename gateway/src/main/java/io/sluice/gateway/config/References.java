package io.sluice.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${NAME}} and {@code ${file:/path}} in a scalar.
 *
 * <p>A doubled dollar sign before the brace keeps it literal. A file's last line end is dropped, as editors add one. What was
 * replaced is not looked at again, so a value cannot smuggle in a reference.
 */
final class References {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int LARGEST = 64 << 10;

    private final Environment environment;
    private final Path folder;

    References(Environment environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** Whether the text holds a reference, so that what it becomes must not be shown. */
    static boolean in(String text) {
        return text.contains("${");
    }

    /** The text with every reference replaced; {@link IllegalArgumentException} says what is missing. */
    String replace(String text) {
        int from = text.indexOf("${");
        if (from < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int done = 0;
        while (from >= 0) {
            if (from > done && text.charAt(from - 1) == '$') {
                out.append(text, done, from - 1).append("${");
                done = from + 2;
            } else {
                int to = text.indexOf('}', from);
                if (to < 0) {
                    throw new IllegalArgumentException("a `${` has no `}`; close it, or write `$${` for a literal one");
                }
                out.append(text, done, from).append(value(text.substring(from + 2, to)));
                done = to + 1;
            }
            from = text.indexOf("${", done);
        }
        return out.append(text, done, text.length()).toString();
    }

    private String value(String reference) {
        if (reference.startsWith("file:")) {
            return content(reference.substring("file:".length()));
        }
        if (!NAME.matcher(reference).matches()) {
            throw new IllegalArgumentException(
                    "`${" + reference + "}` names no variable; write ${NAME} or ${file:/path}");
        }
        String value = environment.get(reference);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("the environment variable " + reference + " is "
                    + (value == null ? "not set" : "empty") + "; set it where Sluice is started");
        }
        return value;
    }

    private String content(String path) {
        try {
            Path file = folder.resolve(path);
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException("the file " + path + " has more than 64 KiB; that is no value");
            }
            return Files.readString(file).stripTrailing();
        } catch (NoSuchFileException _) {
            throw new IllegalArgumentException("the file " + path + " is missing; make it, or correct the path");
        } catch (IOException | RuntimeException failed) {
            if (failed instanceof IllegalArgumentException plain) {
                throw plain;
            }
            throw new IllegalArgumentException("the file " + path + " could not be read: " + failed, failed);
        }
    }
}
