package io.sluice.gateway.config;

import java.time.Duration;
import java.util.List;

/** What Sluice accepts from callers before it says no. */
public record LimitSettings(
        @Doc("The largest request body; larger is 413.") @Default("20MiB")
        Size body,

        @Doc("The request line and all headers of one request together; more is 431.") @Default("32KiB")
        Size headers,

        @Doc("Calls in flight at once; more are 503 with `Retry-After`.") @Default("10000")
        int calls,

        @Doc("Request bodies held at once, in sum; more are 503 with `Retry-After`.") @Default("256MiB")
        Size held,

        @Doc("Connections of callers at once.") @Default("10000")
        int connections,

        @Doc("Connections of one caller's address at once.") @Default("1000")
        int connectionsPerAddress,

        @Doc("How long a caller may take for the head of a request.") @Default("10s")
        Duration headTimeout,

        @Doc("How long a caller may send less than 1 KiB a second of its body.") @Default("10s")
        Duration bodyTimeout,

        @Doc("How long a caller may take nothing of its answer.") @Default("60s")
        Duration writeTimeout,

        @Doc("How long a caller's connection may stand idle between two calls.") @Default("75s")
        Duration idleTimeout) {

    /** Refuses limits that would let nothing through. */
    public LimitSettings {
        if (calls == 0 || connections == 0 || connectionsPerAddress == 0) {
            throw new IllegalArgumentException("0 calls or connections would let nobody in; give a number from 1");
        }
        if (body.bytes() < 1024 || headers.bytes() < 1024) {
            throw new IllegalArgumentException("a body and headers of less than 1KiB fit no call; allow more");
        }
        if (held.bytes() < body.bytes()) {
            throw new IllegalArgumentException(
                    "`held` (" + held + ") is less than one `body` (" + body + "); make it at least as large");
        }
        if (List.of(headTimeout, bodyTimeout, writeTimeout, idleTimeout).contains(Duration.ZERO)) {
            throw new IllegalArgumentException("a timeout of 0 would end every call; give it a time");
        }
    }
}
