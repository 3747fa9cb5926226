package io.sluice.gateway.app;

import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.auth.KeyDirectory;
import io.sluice.gateway.drill.DrillDesk;
import io.sluice.gateway.drill.Drills;
import io.sluice.gateway.drill.Known;
import io.sluice.gateway.drill.Rehearsed;
import io.sluice.gateway.health.TargetHealth;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.net.NettyLoop;
import io.sluice.gateway.route.ModelNames;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** What a gateway's drills know of it. */
record OwnDrills(KeyDirectory directory, Supplier<Configuration> configuration) implements Known {
    private static final Logger LOG = System.getLogger("sluice");

    /**
     * The desk of a gateway that has none yet.
     *
     * @param health how targets really do
     * @param clock whose timers end drills
     */
    static DrillDesk desk(OwnDrills known, RecordedCalls calls, TargetHealth health, NettyLoop clock) {
        return new DrillDesk(
                new Drills(new Drills.World(
                        System::nanoTime,
                        InstantSource.system(),
                        () -> ThreadLocalRandom.current().nextLong(),
                        clock::after,
                        health,
                        () -> {
                            TargetHealth own = health.ofDrill();
                            return new Rehearsed(own, own);
                        },
                        most -> aside(calls, most),
                        told -> LOG.log(Logger.Level.INFO, told))),
                known);
    }

    /** The store is native code, which would hold the thread that carries a virtual one. */
    private static List<CallRow> aside(RecordedCalls calls, int most) throws IOException {
        try {
            return CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return calls.last(most);
                                } catch (IOException failed) {
                                    throw new CompletionException(failed);
                                }
                            },
                            task -> Thread.ofPlatform().daemon().start(task))
                    .join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IOException told) {
                throw told;
            }
            throw failed;
        }
    }

    @Override
    public List<VirtualKey> keys() {
        return directory.live();
    }

    @Override
    public Collection<String> providers() {
        return configuration.get().providers().keySet();
    }

    @Override
    public Collection<String> models() {
        return configuration.get().models().publicNames();
    }

    @Override
    public boolean model(String name) {
        return configuration.get().models().resolve(name) instanceof ModelNames.Resolved.Public;
    }
}
