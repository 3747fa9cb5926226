package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Promise R9: a caller who stands still stops what is written for him, and costs little meanwhile. */
class SlowReadersTest {
    /** Our own buffer and the kernel's on both sides; a writer without bounds would go far beyond at once. */
    private static final long EACH = 12L << 20;

    private static final long WATERMARK = 64 << 10;

    private final Inn inn = Inn.open();

    @AfterEach
    void close() {
        inn.close();
    }

    private void standStill(int readers) throws Exception {
        List<Wire> wires = new ArrayList<>();
        List<Guest> guests = new ArrayList<>();
        try {
            for (int i = 0; i < readers; i++) {
                wires.add(inn.connect().send("GET /firehose HTTP/1.1\r\nHost: a\r\n\r\n"));
                guests.add(inn.guest());
            }
            // One more call through the same loop: whatever could be written before it has been.
            try (Wire last = inn.connect()) {
                assertThat(last.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n")
                                .answer()
                                .status())
                        .isEqualTo(200);
            }
            for (Guest guest : guests) {
                assertThat(guest.written.get()).isBetween(WATERMARK, EACH);
            }
            assertThat(wires.getFirst().read(4 << 20)).hasSize(4 << 20);
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
        }
        for (Guest guest : guests) {
            assertThat(Guest.await(guest.gone)).isTrue();
        }
    }

    @Test
    void twentyAreHeldBackEachByItself() throws Exception {
        standStill(20);
    }

    @Test
    @EnabledIfSystemProperty(named = "sluice.slow", matches = "true", disabledReason = "a thousand sockets; run alone")
    void aThousandAreHeldBackEachByItself() throws Exception {
        standStill(1000);
    }
}
