package io.sluice.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.sluice.benchmarks.Stamp;

/** Streams that are opened once and stay; their events tell when they were sent. */
final class Streams implements Caller.Pace {
    private final ByteBuf request;
    private final Window window;
    private int flowing;

    Streams(ByteBuf request, Window window) {
        this.request = request;
        this.window = window;
    }

    @Override
    public void connected(Caller caller) {
        caller.send(request, 0);
    }

    @Override
    public void received(Caller caller, ByteBuf in, int size) {
        if (caller.since() == 0) {
            flowing++;
            caller.since(1);
        }
        long now = System.nanoTime();
        int end = in.readerIndex() + size;
        int events = 0;
        int at = in.indexOf(in.readerIndex(), end, Stamp.MARK);
        while (at >= 0) {
            events++;
            long sent = Stamp.read(in, at, end);
            if (sent >= 0) {
                window.event(now - sent);
            }
            at = in.indexOf(at + 1, end, Stamp.MARK);
        }
        window.events(events);
    }

    @Override
    public void answered(Caller caller, int status) {
        window.call(status, 0);
    }

    @Override
    public void lost(Caller caller) {
        flowing--;
        window.lost();
    }

    /** How many streams have had a first event and still stand. */
    int flowing() {
        return flowing;
    }
}
