package io.sluice.gateway.upstream;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamListener;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Listens to one request and remembers what it was told, in order. */
class Heard implements UpstreamListener {
    private static final UpstreamFault NO_FAULT = new UpstreamFault(UpstreamFault.Kind.CUT, "none");

    final List<String> order = new CopyOnWriteArrayList<>();
    final CompletableFuture<Headers> head = new CompletableFuture<>();
    final CompletableFuture<String> firstBody = new CompletableFuture<>();
    final CompletableFuture<String> over = new CompletableFuture<>();
    final CompletableFuture<Boolean> sent = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    volatile int status;
    volatile UpstreamFault fault = NO_FAULT;
    volatile boolean offItsLoop;

    @Override
    public void sent(boolean reusedConnection) {
        tell(reusedConnection ? "sent again" : "sent");
        sent.complete(reusedConnection);
    }

    @Override
    public void head(int newStatus, Headers headers) {
        tell("head " + newStatus);
        status = newStatus;
        head.complete(headers);
    }

    @Override
    public void body(Bytes piece) {
        tell("body");
        synchronized (body) {
            body.writeBytes(piece.toArray());
        }
        firstBody.complete(piece.utf8(0, piece.length()));
    }

    @Override
    public void readComplete() {
        tell("readComplete");
    }

    @Override
    public void end() {
        tell("end");
        over.complete("end");
    }

    @Override
    public void failed(UpstreamFault why) {
        tell("failed");
        fault = why;
        over.complete(why.kind().toString());
    }

    private void tell(String what) {
        offItsLoop |= !Thread.currentThread().getName().startsWith("loop");
        if (order.isEmpty() || !order.getLast().equals(what)) {
            order.add(what);
        }
    }

    String text() {
        synchronized (body) {
            return body.toString(StandardCharsets.UTF_8);
        }
    }

    int bytes() {
        synchronized (body) {
            return body.size();
        }
    }

    /** Waits for the end: {@code end}, or the kind of the fault. */
    String outcome() throws Exception {
        return over.get(10, TimeUnit.SECONDS);
    }
}
