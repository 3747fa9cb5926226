package io.sluice.gateway.budget;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** The time over which a budget counts. */
public sealed interface Window {
    /** How finely a rolling window forgets: what was spent leaves it at most this part of it late, never early. */
    int SLICES = 60;

    /** A number that grows with time; equal numbers are the same stretch of time. */
    long stretch(Instant at);

    /** How many stretches count, the one of now included. */
    default int counting() {
        return 1;
    }

    /** When the earliest money spent at that moment may be spent again; the far future where never. */
    Instant until(Instant at);

    /** All time: a credit that is topped up. */
    record Always() implements Window {
        @Override
        public long stretch(Instant at) {
            return 0;
        }

        @Override
        public Instant until(Instant at) {
            return Instant.MAX;
        }
    }

    /** From one border of the calendar to the next, where that zone's clocks stand. */
    record Calendar(Unit unit, ZoneId zone) implements Window {
        @Override
        public long stretch(Instant at) {
            return start(at).toEpochSecond();
        }

        @Override
        public Instant until(Instant at) {
            ZonedDateTime next = switch (unit) {
                case HOUR -> start(at).plusHours(1);
                case DAY -> start(at).plusDays(1);
                case WEEK -> start(at).plusWeeks(1);
                case MONTH -> start(at).plusMonths(1);
            };
            return next.toInstant();
        }

        private ZonedDateTime start(Instant at) {
            ZonedDateTime local = at.atZone(zone);
            ZonedDateTime day = local.toLocalDate().atStartOfDay(zone);
            return switch (unit) {
                case HOUR -> local.truncatedTo(ChronoUnit.HOURS);
                case DAY -> day;
                case WEEK ->
                    local.toLocalDate()
                            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                            .atStartOfDay(zone);
                case MONTH -> local.toLocalDate().withDayOfMonth(1).atStartOfDay(zone);
            };
        }
    }

    /** What borders a calendar has. */
    enum Unit {
        HOUR,
        DAY,
        /** From Monday. */
        WEEK,
        MONTH
    }

    /** The last so long, at every moment. */
    record Rolling(Duration length) implements Window {
        /** A length under a second throws {@link IllegalArgumentException}. */
        public Rolling {
            if (length.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("A rolling window is at least a second long, not " + length);
            }
        }

        @Override
        public long stretch(Instant at) {
            return Math.floorDiv(at.toEpochMilli() * SLICES, length.toMillis());
        }

        @Override
        public int counting() {
            return SLICES + 1;
        }

        @Override
        public Instant until(Instant at) {
            long next = (stretch(at) + SLICES + 1) * length.toMillis();
            return Instant.ofEpochMilli(Math.ceilDiv(next, SLICES));
        }
    }
}
