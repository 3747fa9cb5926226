package io.sluice.gateway.app;

import org.jspecify.annotations.Nullable;

/** {@code sluice version}: the version on standard output, with the Java it runs on. */
final class VersionCommand {
    private VersionCommand() {}

    static int run(Terminal terminal) {
        terminal.out("sluice " + version() + " (Java " + Runtime.version() + ")");
        return Exit.OK;
    }

    /** The version in the jar's manifest, or {@code development} where classes come from a folder. */
    static String version() {
        @Nullable String built = VersionCommand.class.getPackage().getImplementationVersion();
        return built == null ? "development" : built;
    }
}
