package io.sluice.simulator;

/** One header line, its name in the case it was written in. */
public record Header(String name, String value) {

    /** Whether this header has that name, in whatever case. */
    public boolean named(String other) {
        return name.equalsIgnoreCase(other);
    }
}
