package io.sluice.gateway.journal;

/**
 * When things happened, each in microseconds after the call was received, or {@link #NEVER}.
 *
 * @param sent the first byte of the first attempt left towards the upstream
 * @param firstByte the first byte of the answer arrived
 * @param firstToken the first event with content arrived
 * @param done the caller had the last byte, or was gone
 */
public record Times(long sent, long firstByte, long firstToken, long done) {
    /** It did not happen, or nobody knows when. */
    public static final long NEVER = -1;

    /** Nothing happened. */
    public static final Times NONE = new Times(NEVER, NEVER, NEVER, NEVER);
}
