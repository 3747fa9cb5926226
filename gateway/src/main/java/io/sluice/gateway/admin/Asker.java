package io.sluice.gateway.admin;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who asks something of the admin plane, once that is settled.
 *
 * @param name for the audit: {@code admin key}
 * @param may what it was given; everything else is refused
 */
public record Asker(String name, Set<Permission> may) {
    /** Whoever asks for what is open. */
    static final Asker ANYONE = new Asker("anyone", Set.of(Permission.ANYONE));

    /** The holder of the admin key: everything. */
    public static final Asker OPERATOR = new Asker("admin key", EnumSet.allOf(Permission.class));

    /** Keeps a copy. */
    public Asker {
        may = Set.copyOf(may);
    }
}
