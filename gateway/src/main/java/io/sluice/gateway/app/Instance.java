package io.sluice.gateway.app;

import io.sluice.gateway.auth.Issued;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.gateway.egress.Door;
import io.sluice.gateway.http.ListenFailed;
import io.sluice.gateway.net.Loops;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The gateway of a process with all it stands on: the data folder it owns, its loops, its record, its control socket. */
final class Instance implements AutoCloseable {
    private static final String FIRST_KEY = "first";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final DataFolder folder;
    private final OwnedFolder owned;
    private final AdminKey adminKey;
    private final Gateway gateway;

    private Instance(Path data, Supplier<Configuration> configuration, Surroundings surroundings) throws IOException {
        SecureRandom random = new SecureRandom();
        folder = new DataFolder(data);
        try {
            folder.make();
            owned = kept(own(folder, surroundings, random));
            int count = Runtime.getRuntime().availableProcessors();
            CallRecord calls = kept(CallRecord.open(folder, count));
            States states = kept(States.of(owned, surroundings.clock()));
            Loops loops = kept(new Loops(count));
            Configuration first = configuration.get();
            adminKey = AdminKey.of(folder, surroundings.environment(), random, first.settings());
            gateway = kept(new Gateway(
                    first,
                    new Gateway.Given(
                            owned.keys().directory(),
                            adminKey::opens,
                            states,
                            calls,
                            loops,
                            surroundings.environment(),
                            NameService.ofMachine(),
                            Door.PUBLIC)));
            kept(ControlSocket.open(
                    folder,
                    new OwnerCommands(owned.keys(), calls, surroundings.clock(), gateway.explain(), gateway.drills())));
        } catch (IOException | RuntimeException failed) {
            close(); // what was opened until then, the folder last
            throw failed;
        }
    }

    /**
     * Takes the data folder and opens the listeners.
     *
     * @param data the data folder of the configuration
     * @param configuration asked for when everything that does not need it is ready
     * @throws CommandFailed where that cannot be done, with what to do
     */
    static Instance open(Path data, Supplier<Configuration> configuration, Surroundings surroundings) {
        try {
            return new Instance(data, configuration, surroundings);
        } catch (ListenFailed failed) {
            throw CommandFailed.because(String.valueOf(failed.getMessage()));
        } catch (IOException failed) {
            throw CommandFailed.because("cannot start: " + failed.getMessage());
        }
    }

    private static OwnedFolder own(DataFolder folder, Surroundings surroundings, SecureRandom random) {
        OwnedFolder owned = OwnedFolder.tryTake(folder, surroundings.clock(), random);
        if (owned == null) {
            throw CommandFailed.because("the data folder " + folder.path() + " is in use by "
                    + FolderLock.holder(folder) + "; stop it, or name another with --data");
        }
        return owned;
    }

    private <T extends AutoCloseable> T kept(T part) {
        parts.push(part);
        return part;
    }

    Gateway gateway() {
        return gateway;
    }

    /** Makes a key of this name, in place of one that has it, and returns its secret. */
    String key(String name) throws IOException {
        while (true) {
            switch (owned.keys().create(new KeyWish(name, null, null))) {
                case Issued.Made made -> {
                    return made.secret().reveal();
                }
                case Issued.NameTaken taken ->
                    owned.keys().revoke(taken.holder().key().id());
            }
        }
    }

    /** What to print: with a fresh key while the folder holds none. */
    Banner banner(String origin, @Nullable String model) {
        try {
            String first = owned.keys().list().isEmpty() ? key(FIRST_KEY) : null;
            return new Banner(gateway, folder, adminKey, first, origin, model);
        } catch (IOException failed) {
            throw CommandFailed.because("cannot make a first key: " + failed.getMessage());
        }
    }

    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception failed) {
                System.getLogger("sluice").log(System.Logger.Level.WARNING, "while stopping: " + failed);
            }
        }
    }
}
