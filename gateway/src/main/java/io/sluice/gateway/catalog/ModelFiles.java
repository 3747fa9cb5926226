package io.sluice.gateway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of models, one a provider: those in a folder of the user's, else those that come with Sluice. A file is read
 * when its provider is first asked for, and kept.
 */
final class ModelFiles {
    private final @Nullable Path folder;
    private final Map<String, ModelLines> read = new ConcurrentHashMap<>();

    /** {@code folder} holds {@code ID.tsv} files; null where there is none. */
    ModelFiles(@Nullable Path folder) {
        this.folder = folder;
    }

    /** The models of a catalog entry; none where nothing is known of it. */
    ModelLines of(String entry) {
        return read.computeIfAbsent(entry, this::load);
    }

    private ModelLines load(String entry) {
        Path own = folder == null ? null : folder.resolve(entry + ".tsv");
        try {
            if (own != null && Files.isReadable(own)) {
                return checked(own);
            }
            try (InputStream in = ModelFiles.class.getResourceAsStream("models/" + entry + ".tsv")) {
                return in == null
                        ? ModelLines.NONE
                        : ModelLines.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the models of " + entry + " could not be read", failed);
        }
    }

    /** What a user may have edited is understood at once, so that a mistake is not met in the middle of a call. */
    private static ModelLines checked(Path file) throws IOException {
        try {
            return ModelLines.whole(Files.readString(file));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException(
                    file + ": " + wrong.getMessage() + "; make it anew with sluice catalog refresh, or delete it",
                    wrong);
        }
    }
}
