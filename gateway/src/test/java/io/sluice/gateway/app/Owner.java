package io.sluice.gateway.app;

import io.sluice.gateway.account.Lookup;
import io.sluice.gateway.store.CallHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** What a running gateway does with its data folder: owns it and answers on its socket. Also a program of its own. */
final class Owner implements AutoCloseable {
    private final OwnedFolder owned;
    private final ControlSocket socket;

    private Owner(OwnedFolder owned, ControlSocket socket) {
        this.owned = owned;
        this.socket = socket;
    }

    static Owner of(DataFolder folder) throws IOException {
        folder.make();
        OwnedFolder owned = OwnedFolder.tryTake(folder, InstantSource.system(), new SecureRandom());
        if (owned == null) {
            throw new IOException("owned by " + FolderLock.holder(folder));
        }
        return new Owner(
                owned,
                ControlSocket.open(
                        folder,
                        new OwnerCommands(
                                owned.keys(), most -> CallHistory.last(folder.calls(), most), InstantSource.system())));
    }

    /** What an event loop would be told of a presented secret now. */
    Lookup find(String presented) {
        return owned.keys().directory().forLoop().find(presented);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        owned.close();
    }

    /** Owns the folder named by the only argument until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        try (var owner = of(new DataFolder(Path.of(arguments[0])))) {
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // until whoever started this lets go
            }
        }
    }
}
