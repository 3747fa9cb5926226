package io.sluice.gateway.app;

/** Tells characters a terminal shows from those that could steer it or turn text around. */
final class Printable {
    private Printable() {}

    /** Whether a code point only adds itself to what is shown. */
    static boolean is(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The text with a question mark for each character that is not. */
    static String of(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> shown.appendCodePoint(is(point) ? point : '?'));
        return shown.toString();
    }
}
