package io.sluice.gateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/** The version of the SQLite library in use, compared number by number. */
final class LibraryVersion {
    private LibraryVersion() {}

    /** Throws when the library behind {@code connection} is older than {@code oldest}. */
    static void require(Connection connection, String oldest) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT sqlite_version()")) {
            row.next();
            String found = row.getString(1);
            if (older(found, oldest)) {
                throw new StoreRefused("The SQLite library is " + found + ", but " + oldest
                        + " or newer is needed. Is org.sqlite.lib.path set to a library of the system? Unset it.");
            }
        }
    }

    static boolean older(String version, String than) {
        return Arrays.compare(numbers(version), numbers(than)) < 0;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
