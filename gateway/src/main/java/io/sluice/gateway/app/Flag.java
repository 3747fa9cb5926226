package io.sluice.gateway.app;

import org.jspecify.annotations.Nullable;

/**
 * One flag of a command.
 *
 * @param name as typed, without the two dashes
 * @param value what stands for its value in help texts, or null where the flag takes none
 * @param help one line on what it does, defaults included
 */
record Flag(String name, @Nullable String value, String help) {

    /** A flag followed by a value. */
    static Flag valued(String name, String value, String help) {
        return new Flag(name, value, help);
    }

    /** A flag that is given or not. */
    static Flag plain(String name, String help) {
        return new Flag(name, null, help);
    }

    /** As shown in help texts: {@code --name NAME}. */
    String shown() {
        return value == null ? "--" + name : "--" + name + " " + value;
    }
}
