package io.sluice.gateway.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The text of a configuration file.
 *
 * @param name how problems call the file
 * @param folder what relative paths in it are relative to
 * @param text all of it
 */
public record ConfigText(String name, Path folder, String text) {
    private static final int LARGEST = 1 << 20;

    /**
     * Reads a file of at most 1 MiB of UTF-8, called {@code name} in problems; a file that cannot be read is a problem
     * like any other.
     */
    public static ConfigText read(String name, Path file) throws ConfigProblems {
        Path parent = file.toAbsolutePath().getParent();
        return new ConfigText(name, parent == null ? file : parent, text(name, file));
    }

    /** What stands for a file where there is none. */
    public static ConfigText none(Path workingFolder) {
        return new ConfigText("no configuration file", workingFolder, "");
    }

    private static String text(String name, Path file) throws ConfigProblems {
        try {
            if (Files.isDirectory(file)) {
                throw problem(name, "is a folder; name the file in it");
            }
            if (Files.size(file) > LARGEST) {
                throw problem(name, "has " + Files.size(file) + " bytes; a configuration has at most " + LARGEST);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (NoSuchFileException _) {
            throw problem(name, "there is no such file; check the path, or leave --config out to start without one");
        } catch (AccessDeniedException _) {
            throw problem(name, "may not be read by this user; change its owner or mode");
        } catch (CharacterCodingException _) {
            throw problem(name, "is not UTF-8; save it as UTF-8");
        } catch (IOException failed) {
            throw problem(name, "could not be read: " + failed);
        }
    }

    private static ConfigProblems problem(String name, String text) {
        return new ConfigProblems(List.of(new Problem(Place.of(name), "", text)));
    }
}
