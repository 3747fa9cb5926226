package io.sluice.gateway.sign;

import io.sluice.dialects.json.Bytes;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Puts onto requests what proves who sends them. One for each credential of a provider; used by all event loops at once.
 *
 * <p>{@link #sign} only computes. What it needs from elsewhere - a token, an instance's credentials - is fetched on a
 * virtual thread, kept, and fetched again before it expires; a call waits for it only where there is none yet.
 */
public interface Signer {
    /** One that adds nothing: for providers that want nothing. */
    Signer NONE = request -> Signed.plain(request.target());

    /**
     * Done where {@link #sign} can be called at once. Else it is done when it can, or failed with a {@link SignFailed} that
     * says why it cannot; asking starts the fetching, and asking again while that runs waits for the same.
     */
    default CompletableFuture<Void> ready() {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * What of the body the signature covers, made of the parts of it in their order: nothing where it covers none. Takes
     * about three milliseconds a megabyte where it does, so that of a long body it is made off the event loops.
     */
    default String digest(List<Bytes> body) {
        return "";
    }

    /**
     * The request as it must go out. Throws {@link IllegalStateException} before {@link #ready} was done, and for a
     * destination its credential is not for.
     */
    Signed sign(Signable request);

    /** The provider refused what was signed (401, 403): what was fetched is forgotten, so that the next call has it anew. */
    default void rejected() {}
}
