package io.sluice.gateway.store;

import java.sql.SQLException;

/**
 * A database file that must not be used as it is: from a newer version, damaged, or of another program.
 *
 * <p>The message is for the operator: it names the file, what was found in it and the way out. Trying again does not
 * help.
 */
public final class StoreRefused extends SQLException {
    private static final long serialVersionUID = 1;

    StoreRefused(String message) {
        super(message);
    }

    StoreRefused(String message, SQLException cause) {
        super(message, cause);
    }
}
