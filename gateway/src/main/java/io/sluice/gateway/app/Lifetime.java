package io.sluice.gateway.app;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Reads how long something is to last: {@code 90m}, {@code 12h}, {@code 30d}, {@code 8w}. */
final class Lifetime {
    private static final int DAYS_A_WEEK = 7;

    private Lifetime() {}

    /** The duration a flag's value means; what is none, or no longer than nothing, fails with status 64. */
    static Duration of(String flag, String value) {
        if (!value.matches("[1-9][0-9]{0,6}[mhdw]")) {
            throw CommandFailed.usage("--" + flag + " is \"" + value
                    + "\"; it wants a number and m, h, d or w for minutes, hours, days or weeks: 30d");
        }
        long number = Long.parseLong(value, 0, value.length() - 1, 10);
        return switch (value.charAt(value.length() - 1)) {
            case 'm' -> Duration.of(number, ChronoUnit.MINUTES);
            case 'h' -> Duration.of(number, ChronoUnit.HOURS);
            case 'd' -> Duration.ofDays(number);
            default -> Duration.ofDays(number * DAYS_A_WEEK);
        };
    }
}
