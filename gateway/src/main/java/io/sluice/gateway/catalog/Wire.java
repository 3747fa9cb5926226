package io.sluice.gateway.catalog;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One dialect of a provider that is ready to be called: every place of its address is filled.
 *
 * @param name the dialect's own name, unless the provider has that dialect twice; a model may ask for it
 * @param base absolute http(s) URL without a slash at its end; the paths are appended to it
 * @param ca certificate authorities to trust instead of the usual ones, PEM
 * @param models patterns with stars of the models it is for; empty: all
 * @param demanded whether it is only for models whose own line asks for it
 * @param quirks how this provider differs in this dialect, each {@code name} or {@code name=value}
 * @param paths what is appended for each action offered; may hold <code>{model}</code>
 */
public record Wire(
        Dialect dialect,
        String name,
        URI base,
        @Nullable Path ca,
        List<String> models,
        boolean demanded,
        List<String> quirks,
        Map<Action, String> paths) {

    private static final String MODEL = "{model}";

    /** Keeps copies. */
    public Wire {
        models = List.copyOf(models);
        quirks = List.copyOf(quirks);
        paths = Map.copyOf(paths);
    }

    /** A provider of OpenAI's chat completions at that address, with everything usual. */
    public static Wire usual(URI base) {
        return new Wire(
                Dialect.OPENAI_CHAT,
                Dialect.OPENAI_CHAT.label(),
                base,
                null,
                List.of(),
                false,
                List.of(),
                UsualPaths.of(Dialect.OPENAI_CHAT));
    }

    /** Where its connections go. */
    public Origin origin() {
        return Origin.of(base, ca);
    }

    /** Whether models of that name are called this way when nothing says otherwise. */
    public boolean serves(String model) {
        return !demanded && (models.isEmpty() || models.stream().anyMatch(pattern -> Glob.matches(pattern, model)));
    }

    /**
     * The request target (path and query) of an action, e.g. {@code /v1/chat/completions}, as it goes onto the wire; null
     * where the provider does not offer it. Streams go where the rest goes unless they have a path of their own.
     */
    public @Nullable String target(Action action, String model) {
        String path = template(action);
        return path == null ? null : filled(path, model);
    }

    /** A request target with the model's name, as one segment, where it has a place for it. */
    public static String filled(String template, String model) {
        return template.contains(MODEL) ? template.replace(MODEL, segment(model)) : template;
    }

    /** Whether the target depends on the model, so that the model's name stays out of the body. */
    public boolean modelInPath(Action action) {
        String path = template(action);
        return path != null && path.contains(MODEL);
    }

    /** The request target of an action, with <code>{model}</code> where the model's name goes; null where not offered. */
    public @Nullable String template(Action action) {
        String path = paths.get(action == Action.STREAM && !paths.containsKey(action) ? Action.CHAT : action);
        String prefix = base.getRawPath();
        return path == null || prefix == null ? path : prefix + path;
    }

    /**
     * A model's name as one segment of a path. All is escaped but letters, digits, {@code -._~} and {@code @}: Bedrock
     * wants {@code :} and the {@code /} of an ARN escaped, Vertex its {@code @} as it is.
     */
    static String segment(String model) {
        StringBuilder out = new StringBuilder(model.length() + 8);
        for (byte b : model.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || "-._~@".indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append("0123456789ABCDEF".charAt(c >> 4)).append("0123456789ABCDEF".charAt(c & 15));
            }
        }
        return out.toString();
    }
}
