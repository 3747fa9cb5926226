package io.sluice.gateway.admin;

/** What a path of the admin plane asks of whoever wants it. Each route names one; what nobody was given is refused. */
public enum Permission {
    /** Nothing: anyone who reaches the listener, without a key. */
    ANYONE("anyone"),
    /** To read figures for monitoring. */
    METRICS_READ("metrics.read"),
    /** To see how targets do. */
    HEALTH_READ("health.read"),
    /** To have models called to see how they do. */
    HEALTH_PROBE("health.probe"),
    /** To see where calls would go. */
    ROUTES_READ("routes.read"),
    /** To see drills. */
    DRILLS_READ("drills.read"),
    /** To begin and end drills. */
    DRILLS_WRITE("drills.write");

    private final String word;

    Permission(String word) {
        this.word = word;
    }

    /** As it is written: {@code drills.read}. */
    public String word() {
        return word;
    }
}
