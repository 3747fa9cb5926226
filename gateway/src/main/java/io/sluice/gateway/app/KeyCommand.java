package io.sluice.gateway.app;

import io.sluice.gateway.account.StoredKey;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.auth.Issued;
import io.sluice.gateway.auth.KeyRegister;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.gateway.auth.Revocation;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code sluice key create|list|revoke}. A secret is printed once, on standard output, and nothing else beside it. */
final class KeyCommand {
    private final KeyRegister keys;
    private final InstantSource clock;
    private final Terminal terminal;

    KeyCommand(KeyRegister keys, InstantSource clock, Terminal terminal) {
        this.keys = keys;
        this.clock = clock;
        this.terminal = terminal;
    }

    int create(Arguments arguments) {
        KeyWish wish = wish(arguments);
        try {
            switch (keys.create(wish)) {
                case Issued.Made made -> {
                    terminal.err("Made key " + described(made.key()) + ". It is shown this once:");
                    terminal.out(made.secret().reveal());
                }
                case Issued.NameTaken taken ->
                    throw CommandFailed.because("the name \"" + wish.name()
                            + "\" belongs to the live key "
                            + taken.holder().key().id()
                            + "; choose another, or revoke that one first");
            }
        } catch (IOException failed) {
            throw CommandFailed.because("no key was made: " + failed.getMessage());
        }
        return Exit.OK;
    }

    int list() {
        List<StoredKey> all = keys.list();
        if (all.isEmpty()) {
            terminal.err("There are no keys; make one with: sluice key create --name NAME");
            return Exit.OK;
        }
        Instant now = clock.instant();
        var table = new Table("ID", "NAME", "MODELS", "CREATED", "EXPIRES", "STATE");
        for (StoredKey stored : all) {
            VirtualKey key = stored.key();
            table.row(key.id(), key.name(), models(key), seconds(key.created()), expiry(key), state(stored, now));
        }
        table.print(terminal);
        return Exit.OK;
    }

    int revoke(Arguments arguments) {
        String nameOrId = arguments.operand();
        try {
            switch (keys.revoke(nameOrId)) {
                case Revocation.Done done ->
                    terminal.err(
                            "Revoked key " + done.key().id() + " (" + done.key().name() + ").");
                case Revocation.Already already ->
                    terminal.err("Key " + already.key().key().id() + " ("
                            + already.key().key().name() + ") was revoked before.");
                case Revocation.NoSuchKey _ ->
                    throw CommandFailed.because(
                            "no key has the name or id \"" + nameOrId + "\"; sluice key list shows those there are");
                case Revocation.Ambiguous ambiguous ->
                    throw CommandFailed.because("several expired keys have the name \"" + nameOrId
                            + "\"; name one by its id: " + ids(ambiguous.keys()));
            }
        } catch (IOException failed) {
            throw CommandFailed.because("the key was not revoked: " + failed.getMessage());
        }
        return Exit.OK;
    }

    private static KeyWish wish(Arguments arguments) {
        String name = arguments.required("name");
        if (!KeyWish.isName(name)) {
            throw CommandFailed.usage("--name has 1 to " + KeyWish.LONGEST_NAME
                    + " visible characters, does not begin or end with a space and does not begin like an id (key_)");
        }
        String expires = arguments.value("expires");
        return new KeyWish(
                name, models(arguments.value("models")), expires == null ? null : Lifetime.of("expires", expires));
    }

    private static @Nullable List<String> models(@Nullable String listed) {
        if (listed == null) {
            return null;
        }
        List<String> models =
                Arrays.stream(listed.split(",", -1)).map(String::strip).toList();
        for (String model : models) {
            boolean plain = model.chars().allMatch(letter -> letter > ' ' && letter != '\u007f');
            int star = model.indexOf('*');
            if (model.isEmpty() || !plain || (star >= 0 && star < model.length() - 1)) {
                throw CommandFailed.usage("--models has \"" + model.replaceAll("\\p{Cntrl}", "?")
                        + "\"; it wants names with commas between, each whole or ending in a star: fast,openai/*");
            }
        }
        return models;
    }

    private static String described(VirtualKey key) {
        return key.id() + " (" + key.name() + "), for " + (key.models() == null ? "every model" : models(key)) + ", "
                + (key.expires() == null ? "until it is revoked" : "until " + seconds(key.expires()));
    }

    private static String models(VirtualKey key) {
        return key.models() == null ? "all" : String.join(",", key.models());
    }

    private static String expiry(VirtualKey key) {
        return key.expires() == null ? "never" : seconds(key.expires());
    }

    private static String state(StoredKey stored, Instant now) {
        if (stored.revoked() != null) {
            return "revoked " + seconds(stored.revoked());
        }
        return stored.live(now) ? "live" : "expired";
    }

    private static String ids(List<StoredKey> keys) {
        return keys.stream().map(stored -> stored.key().id()).collect(Collectors.joining(", "));
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
