package io.sluice.gateway.sign;

import io.sluice.gateway.config.Environment;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * What signers take from the machine they run on.
 *
 * @param environment its variables
 * @param home the user's folder, with the files cloud tools keep there
 * @param clock the time of day
 * @param threads for what blocks; virtual ones
 * @param proxies the way to the providers' token endpoints
 */
public record Machine(
        Environment environment, Path home, InstantSource clock, ThreadFactory threads, ProxySelector proxies) {
    /** A variable's value; null where it is not set or blank. */
    @Nullable
    String get(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** A variable's value, or what stands for it. */
    String get(String name, String otherwise) {
        String value = get(name);
        return value == null ? otherwise : value;
    }
}
