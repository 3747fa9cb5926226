package io.sluice.gateway.config;

/** The value of a header line to be sent; it may be a credential, so it is not printed. */
public record HeaderText(Secret value) {
    /** Of a text of visible ASCII and blanks, none at its ends; anything else throws {@link IllegalArgumentException}. */
    public static HeaderText parse(String text) {
        boolean sendable = text.chars().allMatch(c -> c >= ' ' && c < 127);
        if (text.isEmpty() || !sendable || !text.equals(text.strip())) {
            throw new IllegalArgumentException(
                    "is no value of a header: it is empty, begins or ends with a blank, or holds line ends or letters beyond ASCII");
        }
        return new HeaderText(new Secret(text));
    }
}
