package io.sluice.gateway.store;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.journal.Asked;
import io.sluice.gateway.journal.CallId;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Ending;
import io.sluice.gateway.journal.KeyRef;
import io.sluice.gateway.journal.Times;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** A call's row as the columns of a {@link DayTable}, in their order. For one thread. */
final class CallColumns {
    private final AttemptsJson json = new AttemptsJson();

    /** Binds every column. */
    void bind(CallRow row, PreparedStatement insert) throws SQLException {
        KeyRef key = row.key();
        Target served = row.served();
        insert.setBytes(1, id(row.id()));
        insert.setLong(2, row.received());
        insert.setString(3, key == null ? null : key.id());
        insert.setString(4, key == null ? null : key.name());
        insert.setString(5, key == null ? null : key.team());
        insert.setString(6, row.asked().operation());
        insert.setString(7, row.asked().dialect());
        insert.setString(8, row.asked().model());
        insert.setInt(9, row.asked().stream() ? 1 : 0);
        insert.setString(10, served == null ? null : served.provider());
        insert.setString(11, served == null ? null : served.model());
        ending(row.ending(), insert);
        Times times = row.times();
        offset(17, times.sent(), insert);
        offset(18, times.firstByte(), insert);
        offset(19, times.firstToken(), insert);
        offset(20, times.done(), insert);
        insert.setLong(21, row.bytesIn());
        insert.setLong(22, row.bytesOut());
        usage(row.usage(), insert);
        insert.setString(33, json.write(row.attempts()));
        insert.setInt(34, row.attemptsOmitted());
        insert.setString(35, row.note());
        CallId parent = row.parent();
        insert.setBytes(36, parent == null ? null : id(parent));
        Long cost = row.cost();
        if (cost == null) {
            insert.setNull(37, Types.INTEGER);
        } else {
            insert.setLong(37, cost);
        }
    }

    private static void ending(Ending ending, PreparedStatement insert) throws SQLException {
        insert.setInt(12, ending.status());
        insert.setString(13, ending.errorClass());
        insert.setString(14, ending.errorCode());
        insert.setString(15, ending.finishReason());
        insert.setInt(16, ending.callerGone() ? 1 : 0);
    }

    private static void usage(@Nullable Usage usage, PreparedStatement insert) throws SQLException {
        if (usage == null) {
            for (int column = 23; column <= 32; column++) {
                insert.setNull(column, Types.INTEGER);
            }
            return;
        }
        insert.setLong(23, usage.input());
        insert.setLong(24, usage.cacheRead());
        insert.setLong(25, usage.cacheWrite5m());
        insert.setLong(26, usage.cacheWrite1h());
        insert.setLong(27, usage.output());
        insert.setLong(28, usage.reasoning());
        insert.setLong(29, usage.audioIn());
        insert.setLong(30, usage.audioOut());
        insert.setLong(31, usage.imageIn());
        insert.setLong(32, usage.imageOut());
    }

    private static void offset(int column, long micros, PreparedStatement insert) throws SQLException {
        if (micros == Times.NEVER) {
            insert.setNull(column, Types.INTEGER);
        } else {
            insert.setLong(column, micros);
        }
    }

    /** Reads the row the result stands at; its attempts are JSON still, as {@code attempts} tells. */
    static CallRow read(ResultSet row, AttemptsReader attempts) throws SQLException {
        String keyId = row.getString(3);
        String provider = row.getString(10);
        byte[] parent = row.getBytes(36);
        return new CallRow(
                id(row.getBytes(1)),
                row.getLong(2),
                keyId == null ? null : new KeyRef(keyId, row.getString(4), row.getString(5)),
                new Asked(row.getString(6), row.getString(7), row.getString(8), row.getInt(9) == 1),
                provider == null ? null : new Target(provider, row.getString(11)),
                new Ending(
                        row.getInt(12), row.getString(13), row.getString(14), row.getString(15), row.getInt(16) == 1),
                new Times(offset(row, 17), offset(row, 18), offset(row, 19), offset(row, 20)),
                row.getLong(21),
                row.getLong(22),
                usage(row),
                attempts.read(row.getString(33)),
                row.getInt(34),
                row.getString(35),
                parent == null ? null : id(parent),
                cost(row));
    }

    private static @Nullable Long cost(ResultSet row) throws SQLException {
        long pico = row.getLong(37);
        return row.wasNull() ? null : pico;
    }

    private static @Nullable Usage usage(ResultSet row) throws SQLException {
        long input = row.getLong(23);
        if (row.wasNull()) {
            return null;
        }
        return new Usage(
                input,
                row.getLong(24),
                row.getLong(25),
                row.getLong(26),
                row.getLong(27),
                row.getLong(28),
                row.getLong(29),
                row.getLong(30),
                row.getLong(31),
                row.getLong(32));
    }

    private static long offset(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Times.NEVER : micros;
    }

    static byte[] id(CallId id) {
        return ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low()).array();
    }

    static CallId id(byte[] bytes) {
        ByteBuffer id = ByteBuffer.wrap(bytes);
        return new CallId(id.getLong(), id.getLong());
    }
}
