package io.sluice.simulator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps of one answer on its connection. On the connection's loop only. Writes no more than the socket takes,
 * so what counts as sent was handed to the kernel.
 */
final class Playback {

    /** Large writes are made in parts, so that the count of what was sent is a fine one. */
    private static final int PART = 16 * 1024;

    /** After so many flushed pieces the loop's other connections have their turn. */
    private static final int PIECES_A_TURN = 32;

    private final Channel channel;
    private final List<Step> steps;
    private final Fate fate;
    private final Consumer<Playback> done;
    private int at;
    private int offset;
    private int turn;
    private Step.@Nullable Pieces pieces;
    private int piece;
    private boolean waitingForRoom;
    private boolean ended;
    private @Nullable ChannelFuture lastWrite;
    private @Nullable Future<?> timer;

    Playback(Channel channel, List<Step> steps, Fate fate, Consumer<Playback> done) {
        this.channel = channel;
        this.steps = steps;
        this.fate = fate;
        this.done = done;
    }

    void play() {
        timer = null;
        turn = 0;
        while (!ended && perform(at < steps.size() ? steps.get(at) : new Step.KeepAlive())) {
            at++;
        }
    }

    /** The socket takes bytes again. */
    void room() {
        if (waitingForRoom && channel.isWritable()) {
            waitingForRoom = false;
            play();
        }
    }

    /** The peer has gone. */
    void stop() {
        ended = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** True when the next step may follow at once. */
    private boolean perform(Step step) {
        return switch (step) {
            case Step.Send(Octets bytes) -> send(bytes);
            case Step.Repeat(Octets bytes, Duration pause) -> repeat(bytes, pause);
            case Step.Pieces sizes -> {
                pieces = sizes;
                yield true;
            }
            case Step.Gap(Duration pause) -> {
                at++;
                resume(pause);
                yield false;
            }
            case Step.Stall() -> {
                channel.flush();
                yield false;
            }
            case Step.KeepAlive() -> end(() -> {});
            case Step.Close() -> end(channel::close);
            case Step.Fin() -> end(((DuplexChannel) channel)::shutdownOutput);
            case Step.Rst() -> end(this::reset);
            case Step.Early() -> true;
            case Step.StopReading() -> {
                channel.config().setAutoRead(false);
                yield true;
            }
        };
    }

    private boolean send(Octets bytes) {
        while (offset < bytes.length()) {
            if (!channel.isWritable()) {
                waitingForRoom = true;
                channel.flush();
                return false;
            }
            if (pieces == null) {
                offset += write(bytes, PART);
            } else {
                offset += write(bytes, pieces.size(piece++));
                channel.flush();
                if (offset < bytes.length() && (!pieces.pause().isZero() || ++turn % PIECES_A_TURN == 0)) {
                    resume(pieces.pause());
                    return false;
                }
            }
        }
        offset = 0;
        piece = 0;
        return true;
    }

    /** Never goes on to the next step: it is the peer who ends it. */
    private boolean repeat(Octets bytes, Duration pause) {
        int sent = 0;
        while (send(bytes)) {
            sent += Math.max(1, bytes.length());
            if (!pause.isZero() || sent >= PART) {
                resume(pause);
                return false;
            }
        }
        return false;
    }

    private int write(Octets bytes, int most) {
        int size = Math.min(most, bytes.length() - offset);
        lastWrite = channel.write(bytes.buffer(offset, size)).addListener(written -> {
            if (written.isSuccess()) {
                fate.sent(size);
            }
        });
        return size;
    }

    private void resume(Duration pause) {
        channel.flush();
        if (pause.isZero()) {
            channel.eventLoop().execute(this::play);
        } else {
            timer = channel.eventLoop().schedule(this::play, pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Waits until the kernel has all bytes: a reset or a FIN must not overtake them. */
    private boolean end(Runnable ending) {
        channel.flush();
        ended = true;
        ChannelFuture last = lastWrite;
        if (last == null || last.isDone()) {
            ended(ending);
        } else {
            last.addListener(_ -> ended(ending));
        }
        return false;
    }

    private void ended(Runnable ending) {
        if (channel.isActive()) {
            fate.answered();
            ending.run();
            done.accept(this);
        }
    }

    private void reset() {

        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        // From the first handler on, so that TLS has no chance to say goodbye.
        channel.pipeline().firstContext().close();
    }

    /** Whether the connection may take another request after these steps. */
    boolean keepsAlive() {
        return steps.stream()
                .noneMatch(step -> step instanceof Step.Close || step instanceof Step.Fin || step instanceof Step.Rst);
    }
}
