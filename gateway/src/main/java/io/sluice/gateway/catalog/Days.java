package io.sluice.gateway.catalog;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Days as the catalog writes them, {@code 2026-09-01}, read without the JDK's formatters: those cost a start dearly. */
final class Days {
    private Days() {}

    /** The day; {@link IllegalArgumentException} when it is none. */
    static LocalDate parse(String text) {
        try {
            if (text.length() == 10 && text.charAt(4) == '-' && text.charAt(7) == '-') {
                return LocalDate.of(
                        Integer.parseInt(text, 0, 4, 10),
                        Integer.parseInt(text, 5, 7, 10),
                        Integer.parseInt(text, 8, 10, 10));
            }
        } catch (DateTimeException | NumberFormatException _) {
            // told below
        }
        throw new IllegalArgumentException("\"" + text + "\" is no day; write 2026-09-01");
    }
}
