package io.sluice.gateway.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Something made on a thread of its own while this one goes on; closed with this, however far it has come. */
final class Aside<T extends AutoCloseable> implements AutoCloseable {
    private final CompletableFuture<T> made;

    Aside(Supplier<T> maker) {
        made = CompletableFuture.supplyAsync(
                maker, task -> Thread.ofPlatform().daemon().start(task));
    }

    /** What was made, waited for; throws what making it threw. */
    T result() {
        try {
            return made.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException told ? told : failed;
        }
    }

    @Override
    public void close() {
        if (!made.handle((_, failed) -> failed != null).join()) {
            try {
                made.join().close();
            } catch (Exception failed) {
                System.getLogger("sluice").log(System.Logger.Level.WARNING, "while stopping: " + failed);
            }
        }
    }
}
