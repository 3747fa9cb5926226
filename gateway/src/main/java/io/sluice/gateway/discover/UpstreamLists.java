package io.sluice.gateway.discover;

import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.Speech;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.UpstreamCall;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.call.wire.Upstreams;
import io.sluice.gateway.catalog.Action;
import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.sign.Signable;
import io.sluice.gateway.sign.Signed;
import io.sluice.gateway.sign.Signer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks the way calls go: the same pools, trust, proxies and credentials, on one of the loops; only the waiting is here. */
final class UpstreamLists implements Lists {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Upstreams upstreams;
    private final Loop loop;

    UpstreamLists(Upstreams upstreams, Loop loop) {
        this.upstreams = upstreams;
        this.loop = loop;
    }

    @Override
    public List<String> of(ProviderAccess access) throws NoList, InterruptedException {
        for (Speech speech : access.speeches()) {
            String target = speech.wire().target(Action.MODELS, "");
            if (target != null) {
                return ListText.read(asked(access, speech, target));
            }
        }
        throw new NoList("it has no list of its own");
    }

    private byte[] asked(ProviderAccess access, Speech speech, String target) throws NoList, InterruptedException {
        Signer signer = access.signer();
        if (signer != null) {
            awaited(signer.ready(), "no credential for it could be fetched");
        }
        UpstreamRequest request = request(access, speech, target);
        ListAnswer answer = new ListAnswer();
        AtomicReference<@Nullable UpstreamCall> under = new AtomicReference<>();
        loop.execute(() -> under.set(upstreams.send(request, loop, answer)));
        try {
            byte[] body = awaited(answer.whole(), "it did not answer");
            if (answer.refused() && signer != null) {
                signer.rejected();
            }
            if (answer.status() != 200) {
                throw new NoList("it answered with status " + answer.status());
            }
            return body;
        } finally {
            loop.execute(() -> cancel(under.get()));
        }
    }

    /** After a whole answer this does nothing. */
    private static void cancel(@Nullable UpstreamCall under) {
        if (under != null) {
            under.cancel();
        }
    }

    private static <T> T awaited(Future<T> future, String otherwise) throws NoList, InterruptedException {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof NoList known ? known : new NoList(otherwise);
        } catch (TimeoutException late) {
            throw new NoList(otherwise + " within " + PATIENCE.toSeconds() + " s");
        }
    }

    private static UpstreamRequest request(ProviderAccess access, Speech speech, String path) {
        List<Header> lines = new ArrayList<>();
        lines.add(new Header("accept", "application/json"));
        speech.dialect().headers().fixed().forEach((name, value) -> lines.add(new Header(name, value)));
        lines.addAll(access.headers());
        AuthHeader own = speech.authorization();
        if (own != null) {
            lines.add(new Header(own.name(), own.value()));
        }
        String target = path;
        Signer signer = access.signer();
        if (signer != null) {
            Signed signed = signer.sign(new Signable("GET", speech.origin(), path, Map.of(), signer.digest(List.of())));
            signed.headers().forEach(line -> lines.add(new Header(line.name(), line.value())));
            target = signed.target();
        }
        return new UpstreamRequest(speech.origin(), "GET", target, lines, List.of(), false, access.clocks(), true);
    }
}
