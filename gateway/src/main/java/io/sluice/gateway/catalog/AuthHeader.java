package io.sluice.gateway.catalog;

/** A header that carries a credential; its name is in lower case and its value is never printed. */
public record AuthHeader(String name, String value) {
    @Override
    public String toString() {
        return name + ": ***";
    }
}
