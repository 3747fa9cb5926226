package io.sluice.gateway.app;

import io.sluice.gateway.config.ListenAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@code --listen}, {@code --admin} and {@code --data} say over the configuration. */
final class ListenFlags {
    private ListenFlags() {}

    /** The overrides of a command line; relative folders are relative to the working directory. */
    static Settings.Overrides overrides(Arguments arguments, Path workingFolder) {
        String data = arguments.value("data");
        return new Settings.Overrides(
                address(arguments, "listen"),
                address(arguments, "admin"),
                data == null ? null : workingFolder.resolve(data).normalize());
    }

    private static @Nullable ListenAddress address(Arguments arguments, String flag) {
        String value = arguments.value(flag);
        if (value == null) {
            return null;
        }
        try {
            return ListenAddress.parse(value);
        } catch (IllegalArgumentException wrong) {
            throw CommandFailed.usage("--" + flag + " " + value + ": " + wrong.getMessage());
        }
    }
}
