package io.sluice.gateway.app;

import java.io.PrintStream;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the process and its libraries have to say, one line each on standard error: time, level, who, what. A cause is
 * told on the same line, with the place it came from.
 */
final class Logs extends Handler {
    private static final int CAUSES = 3;
    private static final List<String> OURS = List.of("sluice", "io.sluice.");
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final Formatter WORDS = new Formatter() {
        @Override
        public String format(LogRecord event) {
            return line(event);
        }
    };

    private final PrintStream out;

    Logs(PrintStream out) {
        this.out = out;
        setErrorManager(new ErrorManager());
    }

    /** Makes this the only place logs go to; from {@code INFO} on, libraries from {@code WARNING} on. */
    static void to(PrintStream out) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(new Logs(out));
    }

    @Override
    public void publish(LogRecord event) {
        if (isLoggable(event) && (ours(event) || event.getLevel().intValue() >= Level.WARNING.intValue())) {
            out.println(line(event));
            out.flush();
        }
    }

    private static boolean ours(LogRecord event) {
        String name = String.valueOf(event.getLoggerName());
        return OURS.stream().anyMatch(name::startsWith);
    }

    /** The line of an event, without its end. */
    static String line(LogRecord event) {
        StringBuilder line = new StringBuilder();
        TIME.formatTo(event.getInstant(), line);
        line.append(' ').append(level(event.getLevel()));
        line.append(' ').append(event.getLoggerName()).append(": ");
        line.append(Printable.of(String.valueOf(WORDS.formatMessage(event))));
        Throwable cause = event.getThrown();
        for (int i = 0; cause != null && i < CAUSES; i++) {
            line.append(" <- ").append(Printable.of(cause.toString()));
            line.append(cause.getStackTrace().length == 0 ? "" : " at " + cause.getStackTrace()[0]);
            cause = cause.getCause();
        }
        return line.toString();
    }

    private static String level(Level level) {
        return level.intValue() >= Level.SEVERE.intValue() ? "ERROR" : level.getName();
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
