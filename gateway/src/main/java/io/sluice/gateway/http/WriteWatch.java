package io.sluice.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** Notices a caller who takes nothing of what waits for him. */
final class WriteWatch {
    private long written;
    private long taken;
    private long since;

    /** Bytes given to the channel. */
    void wrote(int bytes) {
        written += bytes;
    }

    /** Whether something has been waiting for longer than {@code bound} nanoseconds without a byte leaving. */
    boolean stalled(Channel channel, long now, long bound) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        boolean waits = buffer != null && !buffer.isEmpty();
        long left = buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
        return stalled(waits, written - left, now, bound);
    }

    /** The same where the bytes taken so far are known. */
    boolean stalled(boolean waits, long takenNow, long now, long bound) {
        if (!waits || takenNow > taken || since == 0) {
            since = now;
            taken = takenNow;
            return false;
        }
        return now - since > bound;
    }
}
