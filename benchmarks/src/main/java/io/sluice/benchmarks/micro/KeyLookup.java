package io.sluice.benchmarks.micro;

import io.sluice.gateway.account.Directory;
import io.sluice.gateway.account.KeyStore;
import io.sluice.gateway.account.Lookup;
import io.sluice.gateway.account.StoredKey;
import io.sluice.gateway.auth.Issued;
import io.sluice.gateway.auth.KeyRegister;
import io.sluice.gateway.auth.KeyWish;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to know whose key was presented, among a thousand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KeyLookup {
    private static final int KEYS = 1_000;

    private @Nullable Directory keys;
    private String presented = "";

    /** Makes the keys. */
    @Setup
    public void prepare() throws IOException {
        KeyRegister register = KeyRegister.load(
                new Forgetful(),
                new SecretKeySpec(new byte[32], "HmacSHA256"),
                InstantSource.system(),
                new SecureRandom());
        for (int i = 0; i < KEYS; i++) {
            if (register.create(new KeyWish("key " + i, null, null)) instanceof Issued.Made made) {
                presented = made.secret().reveal();
            }
        }
        keys = register.directory().forLoop();
    }

    /** One key that is known. */
    @Benchmark
    public Lookup known() {
        Directory directory = keys;
        if (directory == null) {
            throw new IllegalStateException("not prepared");
        }
        return directory.find(presented);
    }

    /** A store that keeps nothing: the keys are in memory. */
    private static final class Forgetful implements KeyStore {
        @Override
        public List<StoredKey> all() {
            return List.of();
        }

        @Override
        public void add(StoredKey key) {}

        @Override
        public void revoke(String id, Instant when) {}

        @Override
        public void close() {}
    }
}
