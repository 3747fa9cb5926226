package io.sluice.gateway.catalog;

/** How a provider wants its credential. */
public sealed interface AuthScheme {

    /** {@code Authorization: Bearer KEY}. */
    record Bearer() implements AuthScheme {}

    /** {@code NAME: KEY}, or {@code NAME: PREFIX KEY} where there is a prefix; the name is in lower case. */
    record Header(String name, String prefix) implements AuthScheme {
        /** The key as it is. */
        public Header(String name) {
            this(name, "");
        }
    }

    /** {@code ?NAME=KEY} in the request target. */
    record Query(String name) implements AuthScheme {}

    /** A signature of the request by AWS's Signature Version 4, for that service. */
    record Aws(String service) implements AuthScheme {}

    /** A short-lived Google token, of a service account or of the machine. */
    record Google() implements AuthScheme {}

    /** A short-lived Azure AD (Entra) token for that scope, of a client or of the machine. */
    record Azure(String scope) implements AuthScheme {}

    /** Nothing is sent. */
    record None() implements AuthScheme {}

    /** Whether it can do with what the machine itself has: the process's environment, files, metadata services. */
    default boolean ambient() {
        return switch (this) {
            case Aws _, Google _, Azure _ -> true;
            case Bearer _, Header _, Query _, None _ -> false;
        };
    }

    /** Whether the credential is a header that is the same for every request. */
    default boolean plain() {
        return switch (this) {
            case Bearer _, Header _, None _ -> true;
            case Query _, Aws _, Google _, Azure _ -> false;
        };
    }

    /** The header that carries it, the caller's own too; the target of the request in the case of {@link Query}. */
    default String header() {
        return this instanceof Header(String name, var _) ? name : "authorization";
    }
}
