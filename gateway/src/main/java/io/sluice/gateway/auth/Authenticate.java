package io.sluice.gateway.auth;

import io.sluice.gateway.account.Directory;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;
import java.util.List;

/** Which key is calling; nothing of a call goes on without one, and nothing of its body is read before. */
public final class Authenticate implements Stage {
    private final List<Directory> directories;
    private final Call.Reveal reveal;

    /**
     * Asks these directories.
     *
     * @param directories one for each loop, by the loop's index
     * @param reveal how much answers tell of providers
     */
    public Authenticate(List<Directory> directories, Call.Reveal reveal) {
        this.directories = List.copyOf(directories);
        this.reveal = reveal;
    }

    @Override
    public Step enter(Call call) {
        Directory directory = directories.get(call.loop().index());
        call.reveal(reveal);
        return switch (Authentication.of(call.head().headers(), directory)) {
            case Verdict.Passed(VirtualKey key, String header) -> {
                call.authenticated(key);
                call.keyCameIn(header);
                yield Step.GO;
            }
            case Verdict.Turned(Refusal reason) -> new Step.Refuse(reason.failure());
        };
    }
}
