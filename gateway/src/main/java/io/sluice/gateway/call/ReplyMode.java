package io.sluice.gateway.call;

import io.sluice.dialects.json.Bytes;

/**
 * One way of passing an answer on: a stream as bytes, a stream as events, a whole answer, an error. Tells its
 * {@link Exchange} when it is done with one of finished and failed; after that it hears nothing more.
 */
interface ReplyMode {

    /** The next piece of the provider's body; dies when this returns. */
    void piece(Bytes piece);

    /** What arrived together has been told. */
    void readComplete();

    /** The provider's body ended properly. */
    void end();

    /** It did not: what this mode makes of it. */
    void broken(Failure failure);

    /** What was seen of the answer. */
    Seen seen();

    /** Given up: whatever is held goes. */
    default void drop() {}
}
