package io.sluice.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.call.Lanes.Need;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What providers say is left of their limits, and when that is too little. */
class LimitHeadersTest {
    private static final Need SMALL = new Need(100, 0);

    private final Room room = new Room();

    /** Headers said at 1000, as {@code name: value} pairs with commas between. */
    private LimitHeadersTest said(String... lines) {
        List<Header> headers = new ArrayList<>();
        for (String line : lines) {
            headers.add(new Header(line.substring(0, line.indexOf(": ")), line.substring(line.indexOf(": ") + 2)));
        }
        LimitHeaders.read(Headers.of(headers), room, 1_000);
        return this;
    }

    private long restMillis(Need need, long now) {
        Allowance.Shortage left = room.shortage(need, now);
        return left == null ? 0 : left.millis();
    }

    @ParameterizedTest
    @CsvSource({
        "1s, 1000",
        "6m0s, 360000",
        "12ms, 12",
        "17.399999999s, 17399",
        "2h45m30.5s, 3600000",
        "60, 60000",
        "0, 0",
        "20h, 3600000",
        "soon, 10000",
        "1741305600000, 10000",
        "2026-01-01T10:00:30Z, 30000",
        "2026-01-01T09:00:00Z, 0",
        "2026-13-01T09:00:00Z, 10000"
    })
    void aResetIsReadInEveryFormProvidersHaveForIt(String reset, long millis) {
        said(
                "date: Thu, 01 Jan 2026 10:00:00 GMT",
                "x-ratelimit-remaining-requests: 0",
                "x-ratelimit-reset-requests: " + reset);
        assertThat(restMillis(SMALL, 1_000)).isEqualTo(millis);
    }

    @Test
    void aMomentWithoutADateToCountItFromEndsSoon() {
        said("anthropic-ratelimit-requests-remaining: 0", "anthropic-ratelimit-requests-reset: 2099-01-01T00:00:00Z");
        assertThat(restMillis(SMALL, 1_000)).isEqualTo(LimitHeaders.UNSAID_MILLIS);
    }

    @Test
    void nothingLeftCountsUntilTheReset() {
        said("x-ratelimit-limit-requests: 500", "x-ratelimit-remaining-requests: 0", "x-ratelimit-reset-requests: 30s");
        assertThat(restMillis(SMALL, 30_999)).isEqualTo(1);
        assertThat(restMillis(SMALL, 31_000)).isZero();
        assertThat(Objects.requireNonNull(room.shortage(SMALL, 2_000)).told()).isEqualTo("0 of 500 requests left");
    }

    @Test
    void aSmallShareCountsUntilItHasComeBack() {
        said("x-ratelimit-limit-requests: 500", "x-ratelimit-remaining-requests: 5", "x-ratelimit-reset-requests: 99s");
        // 495 come back in 99 s, and 10 are a fiftieth: 5 more take a second.
        assertThat(restMillis(SMALL, 1_000)).isEqualTo(1_000);
        assertThat(restMillis(SMALL, 2_000)).isZero();
    }

    @Test
    void whatWasSentSinceIsTakenOff() {
        said("x-ratelimit-limit-requests: 20", "x-ratelimit-remaining-requests: 2", "x-ratelimit-reset-requests: 18s");
        assertThat(restMillis(SMALL, 1_000)).isZero();
        room.sent(SMALL);
        room.sent(SMALL);
        assertThat(restMillis(SMALL, 1_000)).isPositive();
    }

    @Test
    void aCallThatNeedsMoreTokensThanAreLeftGoesElsewhere() {
        said("x-ratelimit-limit-tokens: 30000", "x-ratelimit-remaining-tokens: 6000", "x-ratelimit-reset-tokens: 48s");
        assertThat(restMillis(new Need(5_000, 1_000), 1_000)).isZero();
        assertThat(restMillis(new Need(5_000, 4_000), 1_000)).isEqualTo(6_000);
    }

    @Test
    void anthropicCountsWhatIsReadAndWhatIsWrittenApart() {
        said(
                "date: Thu, 01 Jan 2026 10:00:00 GMT",
                "anthropic-ratelimit-input-tokens-limit: 40000",
                "anthropic-ratelimit-input-tokens-remaining: 10000",
                "anthropic-ratelimit-input-tokens-reset: 2026-01-01T10:00:30Z",
                "anthropic-ratelimit-output-tokens-limit: 8000",
                "anthropic-ratelimit-output-tokens-remaining: 0",
                "anthropic-ratelimit-output-tokens-reset: 2026-01-01T10:00:20Z");
        assertThat(Objects.requireNonNull(room.shortage(new Need(100, 50), 1_000)))
                .isEqualTo(new Allowance.Shortage("0 of 8000 output tokens left", 20_000));
        assertThat(Objects.requireNonNull(room.shortage(new Need(20_000, 50), 20_999))
                        .told())
                .isEqualTo("0 of 8000 output tokens left");
        assertThat(restMillis(new Need(39_000, 50), 21_000)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"9223372036854767616", "-1", "many", "''", "251"})
    void plentyAndNonsenseLimitNothing(String remaining) {
        said("x-ratelimit-limit-requests: 500", "x-ratelimit-remaining-requests: 0", "x-ratelimit-reset-requests: 1h");
        said(
                "x-ratelimit-limit-requests: 500",
                "x-ratelimit-remaining-requests: " + remaining,
                "x-ratelimit-reset-requests: 1h");
        assertThat(restMillis(SMALL, 1_000)).isZero();
    }

    @Test
    void anAnswerThatSaysNothingLeavesWhatWasSaid() {
        said("x-ratelimit-remaining: 0", "x-ratelimit-reset: 2").said("content-type: text/plain");
        assertThat(restMillis(SMALL, 1_000)).isEqualTo(2_000);
    }
}
