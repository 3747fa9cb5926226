package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Credential;
import io.sluice.gateway.catalog.Provider;
import io.sluice.gateway.config.Secret;
import io.sluice.gateway.state.Keeping;
import io.sluice.gateway.state.KeptAnswers;
import io.sluice.gateway.state.Sealing;
import io.sluice.gateway.state.StateBook;
import io.sluice.gateway.state.StateDesk;
import io.sluice.gateway.store.SqliteStates;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** What an owned data folder remembers of ids that providers gave out. Outlives reloads. */
final class States implements AutoCloseable {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHOWN = 16;

    private final StateDesk desk;
    private final StateBook book;
    private final KeptAnswers answers;
    private final SecretKey fingerprints;

    private States(StateDesk desk, KeptAnswers answers, SecretKey fingerprints) {
        this.desk = desk;
        this.book = new StateBook(desk);
        this.answers = answers;
        this.fingerprints = fingerprints;
    }

    /** Those of that folder; nothing is read before it is asked for. */
    static States of(OwnedFolder owned, InstantSource clock) {
        StateDesk desk = new StateDesk(
                () -> SqliteStates.open(owned.folder().path()),
                Thread.ofPlatform().name("states").daemon().factory(),
                clock);
        Sealing sealing = new Sealing(owned.secrets().key(Purpose.KEPT_ANSWERS), new SecureRandom());
        return new States(
                desk, new KeptAnswers(desk, sealing, clock), owned.secrets().key(Purpose.STATE_CREDENTIALS));
    }

    StateBook book() {
        return book;
    }

    /** What is kept by a configuration; what it does not keep is forgotten in a while. */
    Keeping keeping(Settings settings) {
        return new Keeping(answers, settings.responses().keep());
    }

    /** Forgets by that configuration from now on. */
    void prepare(Settings settings) {
        Duration keep = settings.responses().keep();
        desk.keepAnswers(keep == null ? Duration.ZERO : keep);
    }

    /** By what the credential a provider is called with is known again; empty where it has none of its own. */
    String fingerprint(Provider provider, @Nullable Credential credential) {
        if (credential == null) {
            return "";
        }
        return credential
                .secret(provider.origin())
                .map(secret -> mac(provider.id(), secret))
                .orElse("machine");
    }

    private String mac(String provider, Secret secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(fingerprints);
            mac.update(provider.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            byte[] whole = mac.doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, SHOWN);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no " + ALGORITHM + "; use an unmodified JDK", absent);
        }
    }

    @Override
    public void close() {
        desk.close();
    }
}
