package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogsTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Logs logs = new Logs(new PrintStream(written, true, StandardCharsets.UTF_8));

    @Test
    void anEventIsOneLineWithItsCausesWhateverItsTextHolds() {
        logs.publish(event("sluice", Level.SEVERE, "went\nwrong", new IOException("a", new IOException("b"))));

        assertThat(written.toString(StandardCharsets.UTF_8))
                .startsWith("2026-01-02T03:04:05.000Z ERROR sluice: went?wrong <- java.io.IOException: a at ")
                .contains("<- java.io.IOException: b at ")
                .hasLineCount(1);
    }

    @Test
    void librariesAreHeardFromWarningOn() {
        logs.publish(event("io.netty.channel", Level.INFO, "chatter", null));
        logs.publish(event("io.netty.channel", Level.WARNING, "trouble", null));
        logs.publish(event("io.sluice.gateway.http.TlsIdentity", Level.INFO, "news", null));

        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("trouble", "news")
                .doesNotContain("chatter");
    }

    private static LogRecord event(String name, Level level, String text, @Nullable Throwable cause) {
        LogRecord event = new LogRecord(level, text);
        event.setLoggerName(name);
        event.setInstant(Instant.parse("2026-01-02T03:04:05Z"));
        event.setThrown(cause);
        return event;
    }
}
