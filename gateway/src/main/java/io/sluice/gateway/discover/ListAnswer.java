package io.sluice.gateway.discover;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamListener;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Gathers one answer on its loop; whoever waits for {@link #whole} sees the status too. */
final class ListAnswer implements UpstreamListener {
    private static final int MOST = 4 << 20;

    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private volatile int status;

    /** The body once it is whole; fails with a {@link NoList}. */
    CompletableFuture<byte[]> whole() {
        return whole;
    }

    int status() {
        return status;
    }

    boolean refused() {
        return status == 401 || status == 403;
    }

    @Override
    public void sent(boolean reusedConnection) {}

    @Override
    public void head(int answered, Headers headers) {
        status = answered;
    }

    @Override
    public void body(Bytes piece) {
        if (held.size() + piece.length() > MOST) {
            whole.completeExceptionally(new NoList("it answered more than " + MOST + " bytes"));
        } else if (!whole.isDone()) {
            held.writeBytes(piece.toArray());
        }
    }

    @Override
    public void readComplete() {}

    @Override
    public void end() {
        whole.complete(held.toByteArray());
    }

    @Override
    public void failed(UpstreamFault fault) {
        whole.completeExceptionally(new NoList(fault.kind().name().toLowerCase(Locale.ROOT) + ": " + fault.detail()));
    }
}
