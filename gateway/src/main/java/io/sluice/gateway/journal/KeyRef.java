package io.sluice.gateway.journal;

import org.jspecify.annotations.Nullable;

/**
 * Who called, as the record keeps it: names as they were at the time of the call.
 *
 * @param id the key's public id, never the secret
 * @param name the key's name
 * @param team the team's id, or null for a key without one
 */
public record KeyRef(String id, String name, @Nullable String team) {}
