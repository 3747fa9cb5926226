package io.sluice.gateway.http;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The date as HTTP writes it, made anew once a second at most; one per loop. */
final class DateLine {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private long second = Long.MIN_VALUE;
    private String text = "";
    private byte[] line = {};

    DateLine(InstantSource clock) {
        this.clock = clock;
    }

    /** {@code date: ...} with its line end; not to be changed. */
    byte[] line() {
        renew();
        return line;
    }

    /** The date alone. */
    String text() {
        renew();
        return text;
    }

    private void renew() {
        long now = Math.floorDiv(clock.millis(), 1000L);
        if (now != second) {
            second = now;
            text = FORMAT.format(java.time.Instant.ofEpochSecond(now));
            line = ("date: " + text + "\r\n").getBytes(StandardCharsets.US_ASCII);
        }
    }
}
