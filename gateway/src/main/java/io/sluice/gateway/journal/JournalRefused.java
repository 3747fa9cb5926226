package io.sluice.gateway.journal;

import java.io.IOException;

/**
 * A journal folder that must not be used as it is: damaged inside, or written by a newer version.
 *
 * <p>The message is for the operator: it names the file, what was found and the way out. Trying again does not help.
 */
public final class JournalRefused extends IOException {
    private static final long serialVersionUID = 1;

    JournalRefused(String message) {
        super(message);
    }
}
