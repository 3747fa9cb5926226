package io.sluice.gateway.http;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.HeldBody;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.ReplyHead;
import io.sluice.gateway.call.wire.RequestHead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A call as the tests need it: does what the first part of its path says, and remembers all it was told. */
final class Guest implements InboundCall {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] EVENT = ("data: " + "x".repeat(16_000) + "\n\n").getBytes(StandardCharsets.US_ASCII);

    final RequestHead head;
    final CallerLink link;
    final Loop loop;
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    final CompletableFuture<String> body = new CompletableFuture<>();
    final CompletableFuture<Failure> bodyFailure = new CompletableFuture<>();
    final CompletableFuture<Boolean> gone = new CompletableFuture<>();
    final CompletableFuture<Boolean> delivered = new CompletableFuture<>();
    final AtomicLong written = new AtomicLong();

    Guest(RequestHead head, CallerLink link, Loop loop) {
        this.head = head;
        this.link = link;
        this.loop = loop;
    }

    void open() {
        switch (head.path()) {
            case "/refuse" -> answer(401, "no");
            case "/unread" -> {}
            case "/headfirst" -> {
                link.head(new ReplyHead(200, List.of(new Header("content-type", "text/plain")), -1));
                link.flush();
            }
            default -> link.readBody();
        }
    }

    /** Waits for it to be told something. */
    String next() throws InterruptedException {
        String next = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing more was told");
        }
        return next;
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    void on(Runnable act) {
        loop.execute(act);
    }

    void answer(int status, String text) {
        Bytes bytes = Bytes.of(text);
        link.head(new ReplyHead(status, List.of(new Header("content-type", "text/plain")), bytes.length()));
        link.body(bytes);
        link.end();
    }

    @Override
    public void body(Bytes piece) {
        told.add("piece");
    }

    @Override
    public void bodyEnd(HeldBody whole) {
        Bytes bytes = whole.bytes();
        String text = bytes.utf8(0, bytes.length());
        told.add("end");
        switch (head.path()) {
            case "/silent" -> {}
            case "/stream" -> {
                link.head(new ReplyHead(200, List.of(new Header("content-type", "text/event-stream")), -1));
                link.flush();
            }
            case "/firehose" -> {
                link.head(new ReplyHead(200, List.of(), -1));
                pour();
            }
            case "/large" -> {
                link.head(new ReplyHead(200, List.of(), -1));
                link.body(Bytes.of("y".repeat(Integer.parseInt(head.query()))));
                link.end();
            }
            default -> {
                link.head(new ReplyHead(200, List.of(new Header("content-type", "text/plain")), bytes.length()));
                link.body(bytes);
                link.end();
            }
        }
        whole.release();
        body.complete(text);
    }

    @Override
    public void bodyFailed(Failure failure) {
        told.add("failed");
        bodyFailure.complete(failure);
        answer(failure.status(), failure.code());
    }

    @Override
    public void writable(boolean now) {
        if (now && head.path().equals("/firehose")) {
            pour();
        }
    }

    @Override
    public void delivered() {
        told.add("delivered");
        delivered.complete(true);
    }

    @Override
    public void callerGone() {
        told.add("gone");
        gone.complete(true);
    }

    private void pour() {
        while (link.writable() && !gone.isDone()) {
            link.body(Bytes.of(EVENT));
            link.flush();
            written.addAndGet(EVENT.length);
        }
    }
}
