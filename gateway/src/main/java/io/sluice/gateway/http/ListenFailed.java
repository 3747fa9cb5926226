package io.sluice.gateway.http;

import java.io.IOException;

/** A listener could not be opened; the message says where, why and what to do. */
public final class ListenFailed extends IOException {
    private static final long serialVersionUID = 1;

    ListenFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
