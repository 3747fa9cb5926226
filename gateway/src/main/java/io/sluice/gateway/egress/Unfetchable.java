package io.sluice.gateway.egress;

import io.sluice.gateway.call.Failure;
import org.jspecify.annotations.Nullable;

/** Why nothing was fetched from an address; never tells what a name resolves to. */
final class Unfetchable extends Exception {
    private static final long serialVersionUID = 1L;
    /** The address, or where it leads, is not allowed. */
    private static final String NOT_ALLOWED = "url_not_allowed";
    /** It is allowed, and nothing usable came. */
    private static final String NOT_FETCHED = "url_not_fetched";

    private final String code;
    private final String text;
    private final transient @Nullable Failure ready;

    private Unfetchable(String code, String text, @Nullable Failure ready) {
        super(text, null, false, false);
        this.code = code;
        this.text = text;
        this.ready = ready;
    }

    static Unfetchable notAllowed(String text) {
        return new Unfetchable(NOT_ALLOWED, text, null);
    }

    static Unfetchable notFetched(String text) {
        return new Unfetchable(NOT_FETCHED, text, null);
    }

    /** The gateway itself has no room for it. */
    static Unfetchable noRoom(Failure failure) {
        return new Unfetchable(failure.code(), failure.message(), failure);
    }

    /** As the caller is told, about what stands at that path of the request. */
    Failure failure(String path) {
        return ready != null ? ready : Failure.at(path, 400, code, text);
    }
}
