package io.sluice.gateway.call;

/**
 * Where an attempt goes.
 *
 * @param provider who is asked
 * @param model the name the provider knows the model by
 */
public record Target(ProviderAccess provider, String model) {

    /** {@code provider/model}, the name in headers and records. */
    public String served() {
        return provider.id() + "/" + model;
    }
}
