package io.sluice.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTableTest {
    private static final String NOW = "Wed, 21 Oct 2037 07:28:00 GMT";

    /** F10: what providers say of how long to wait. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 7, 7000",
                "45, 7, 45",
                "-, '" + NOW + "', 0",
                "-, 'Wed, 21 Oct 2037 07:29:30 GMT', 90000",
                "-, 'Wed, 21 Oct 2037 07:27:00 GMT', 0",
                "-, -1, -",
                "-, abc, -",
                "-, -, -"
            })
    void aTimeToWaitIsRead(String millis, String after, Long expected) {
        Duration read = FailureTable.pause(name -> switch (name.toLowerCase(Locale.ROOT)) {
            case "retry-after-ms" -> millis;
            case "retry-after" -> after;
            case "date" -> NOW;
            default -> null;
        });

        assertThat(read).isEqualTo(expected == null ? null : Duration.ofMillis(expected));
    }
}
