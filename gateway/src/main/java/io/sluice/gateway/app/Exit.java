package io.sluice.gateway.app;

/** The exit statuses of every command; the two odd numbers are those of {@code sysexits.h}. */
final class Exit {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 64;
    static final int CONFIG = 78;

    private Exit() {}
}
