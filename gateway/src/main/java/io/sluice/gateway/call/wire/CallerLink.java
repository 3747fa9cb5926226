package io.sluice.gateway.call.wire;

import io.sluice.dialects.json.Bytes;

/**
 * The caller's end of one call: an HTTP/1.1 exchange or an HTTP/2 stream. Used on the call's loop only; never blocks.
 *
 * <p>Order: {@link #readBody} at most once; then {@link #head}, any number of {@link #body}, and exactly one of
 * {@link #end} and {@link #cut}. After the caller left every method does nothing.
 */
public interface CallerLink {

    /** Starts the delivery of the request body to {@link InboundCall}; until then nothing of it is handed over. */
    void readBody();

    /** Status and headers; written with what follows, so nothing leaves before {@link #flush} or {@link #end}. */
    void head(ReplyHead head);

    /** Appends to the answer. The window may die when this returns, so the link keeps (retains or copies) what it needs. */
    void body(Bytes bytes);

    /** Sends what was written. Called once per read of the upstream, not once per piece. */
    void flush();

    /** Ends the answer properly; {@link InboundCall#delivered} follows when the last byte has left. */
    void end();

    /** Ends the answer so that the caller cannot take it for whole: closes the connection, resets the stream. */
    void cut();

    /** Whether more may be written without piling up; changes are told by {@link InboundCall#writable}. */
    boolean writable();
}
