package io.sluice.gateway.config;

import java.time.Duration;

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

        @Doc("How long a caller may be silent while it sends a body.") @Default("30s")
        Duration bodyTimeout,

        @Doc("How long a caller may take nothing of its answer.") @Default("60s")
        Duration writeTimeout,

        @Doc("How long a caller's connection may stand idle between two calls.") @Default("75s")
        Duration idleTimeout) {}
