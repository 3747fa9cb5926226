package io.sluice.gateway.upstream.reply;

import io.netty.buffer.ByteBuf;
import io.sluice.gateway.call.wire.Headers;

/** Where a {@link ReplyReader} puts what it finds. */
public interface ReplySink {

    /** The final head; {@code body} says whether anything may follow it. */
    void head(int status, Headers headers, boolean body) throws BadReply;

    /** A piece of the body by absolute index: chunked coding undone, content coding not. */
    void body(ByteBuf buffer, int start, int length) throws BadReply;
}
