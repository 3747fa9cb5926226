package io.sluice.gateway.config;

/**
 * One mistake of a configuration.
 *
 * @param place where it stands
 * @param path the key it is about, dotted from the top ({@code providers.openai.url}); empty for the file as a whole
 * @param text what was wrong, what was seen and what to do, in one line
 */
public record Problem(Place place, String path, String text) {

    /** Whether it is about {@code key} or anything below it. */
    public boolean under(String key) {
        return path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "[");
    }

    @Override
    public String toString() {
        return place + ": " + (path.isEmpty() ? "" : path + ": ") + text;
    }
}
