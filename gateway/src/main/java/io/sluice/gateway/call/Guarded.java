package io.sluice.gateway.call;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamListener;
import java.util.function.Consumer;

/**
 * What an upstream tells on its way to an exchange. What the exchange throws - a filter, a watcher, we ourselves - is a
 * defect here, and must neither be taken for the provider's fault nor leave the call without an end.
 */
@SuppressWarnings("CatchingUnchecked")
record Guarded(UpstreamListener inner, Consumer<Throwable> defect) implements UpstreamListener {

    @Override
    public void sent(boolean reusedConnection) {
        try {
            inner.sent(reusedConnection);
        } catch (RuntimeException | Error bug) {
            defect.accept(bug);
        }
    }

    @Override
    public void head(int status, Headers headers) {
        try {
            inner.head(status, headers);
        } catch (RuntimeException | Error bug) {
            defect.accept(bug);
        }
    }

    @Override
    public void body(Bytes piece) {
        try {
            inner.body(piece);
        } catch (RuntimeException | Error bug) {
            defect.accept(bug);
        }
    }

    @Override
    public void readComplete() {
        try {
            inner.readComplete();
        } catch (RuntimeException | Error bug) {
            defect.accept(bug);
        }
    }

    @Override
    public void end() {
        try {
            inner.end();
        } catch (RuntimeException | Error bug) {
            defect.accept(bug);
        }
    }

    @Override
    public void failed(UpstreamFault fault) {
        try {
            inner.failed(fault);
        } catch (RuntimeException | Error bug) {
            defect.accept(bug);
        }
    }
}
