package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.json.Bytes;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise R7: a caller who leaves is noticed in every phase of his call, however he leaves. */
class CallerGoneTest {
    enum Leaving {
        CLOSING {
            @Override
            void leave(Wire wire) throws IOException {
                wire.close();
            }
        },
        RESETTING {
            @Override
            void leave(Wire wire) throws IOException {
                wire.reset();
            }
        },
        HALF_CLOSING {
            @Override
            void leave(Wire wire) throws IOException {
                wire.socket.shutdownOutput();
            }
        };

        abstract void leave(Wire wire) throws IOException;
    }

    private final Inn inn = Inn.open();

    @AfterEach
    void close() {
        inn.close();
    }

    private void noticed(Guest guest) throws Exception {
        assertThat(Guest.await(guest.gone)).isTrue();
        assertThat(guest.told.stream().filter("gone"::equals)).hasSize(1);
        assertThat(guest.delivered).isNotDone();
    }

    @ParameterizedTest
    @EnumSource
    void beforeTheBodyIsAskedFor(Leaving how) throws Exception {
        Wire wire = inn.connect().send("POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf");
        Guest guest = inn.guest();
        how.leave(wire);
        noticed(guest);
    }

    @ParameterizedTest
    @EnumSource
    void whileTheBodyComes(Leaving how) throws Exception {
        Wire wire = inn.connect().send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\nhalf");
        Guest guest = inn.guest();
        assertThat(guest.next()).isEqualTo("piece");
        how.leave(wire);
        noticed(guest);
    }

    @ParameterizedTest
    @EnumSource
    void whileNothingIsSaid(Leaving how) throws Exception {
        Wire wire = inn.connect().send("POST /silent HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
        Guest guest = inn.guest();
        Guest.await(guest.body);
        how.leave(wire);
        noticed(guest);
    }

    @ParameterizedTest
    @EnumSource
    void whileTheAnswerComes(Leaving how) throws Exception {
        Wire wire = inn.connect().send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
        Guest guest = inn.guest();
        wire.head();
        guest.on(() -> guest.link.body(Bytes.of("not flushed")));
        how.leave(wire);
        noticed(guest);
        guest.on(() -> {
            guest.link.body(Bytes.of("too late"));
            guest.link.flush();
            guest.link.end();
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HALF_CLOSING")
    void whileHeTakesNothing(Leaving how) throws Exception {
        Wire wire = inn.connect().send("GET /firehose HTTP/1.1\r\nHost: a\r\n\r\n");
        Guest guest = inn.guest();
        wire.read(100_000);
        how.leave(wire);
        noticed(guest);
    }
}
