package io.sluice.gateway.catalog;

/**
 * A model at a provider.
 *
 * @param provider the provider's id in the configuration
 * @param model the name that goes upstream; may hold slashes
 */
public record Target(String provider, String model) {

    /** Reads {@code provider/model}, split at the first slash; throws {@link IllegalArgumentException} when it is none. */
    public static Target parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            throw new IllegalArgumentException("is no target; write provider/model, like openai/gpt-5-mini");
        }
        return new Target(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return provider + "/" + model;
    }
}
