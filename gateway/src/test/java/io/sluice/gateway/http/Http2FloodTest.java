package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat T27: floods of HTTP/2 frames end their own connection and nothing else. */
class Http2FloodTest {
    private static final int CALM_DOWN = 11;

    private final Inn inn = Inn.open();

    @AfterEach
    void othersAreStillServed() throws Exception {
        try (Wire wire = inn.connect()) {
            assertThat(wire.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
        inn.close();
    }

    private interface Flood {
        void send(Http2Wire wire, int round) throws Exception;
    }

    /** Sends until the other end has had enough; the code of its GOAWAY, or -1 where there was none. */
    private int endOf(Flood flood, int rounds) throws Exception {
        try (Http2Wire wire = new Http2Wire(inn.port(), 65_535)) {
            try {
                for (int i = 0; i < rounds; i++) {
                    flood.send(wire, i);
                }
            } catch (SocketException closed) {
                // What we wanted; what it said is read below, where it got through.
            }
            Http2Wire.@Nullable Frame end = wire.nextOf(Http2Wire.GOAWAY, -1);
            return end == null ? -1 : end.code();
        }
    }

    @Test
    void rapidResets() throws Exception {
        int code = endOf(
                (wire, i) -> {
                    wire.get(2 * i + 1, "/silent");
                    wire.reset(2 * i + 1);
                },
                2000);
        assertThat(code).isIn(CALM_DOWN, -1);
        assertThat(inn.opened.get()).isBetween(1, 110);
        for (Guest guest : inn.guests) {
            assertThat(Guest.await(guest.gone)).isTrue();
        }
        assertThat(inn.floods).hasValue(1);
    }

    @Test
    void continuations() throws Exception {
        int code = endOf(
                (wire, i) -> {
                    if (i == 0) {
                        wire.frame(
                                Http2Wire.HEADERS,
                                Http2Wire.END_STREAM,
                                1,
                                wire.block(Http2Wire.request("GET", "/echo")));
                    }
                    wire.frame(Http2Wire.CONTINUATION, 0, 1, new byte[0]);
                },
                12);
        assertThat(code).isIn(CALM_DOWN, -1);
        assertThat(inn.opened).hasValue(0);
        assertThat(inn.floods).hasValue(1);
    }

    @Test
    void aHeaderBlockThatUnpacksToTooMuch() throws Exception {
        int code = endOf(
                (wire, i) -> {
                    var bomb = Http2Wire.request("GET", "/echo");
                    for (int n = 0; n < 2000; n++) {
                        bomb.add("x", "b".repeat(1000));
                    }
                    byte[] block = wire.block(bomb);
                    wire.frame(Http2Wire.HEADERS, Http2Wire.END_HEADERS | Http2Wire.END_STREAM, 1, block);
                    wire.frame(Http2Wire.PING, 0, 0, new byte[3]);
                },
                1);
        assertThat(code).isNotEqualTo(0);
        assertThat(inn.opened).hasValue(0);
    }

    @Test
    void pings() throws Exception {
        assertThat(endOf((wire, i) -> wire.frame(Http2Wire.PING, 0, 0, new byte[8]), 5000))
                .isIn(CALM_DOWN, -1);
        assertThat(inn.floods).hasValue(1);
    }

    @Test
    void settings() throws Exception {
        assertThat(endOf((wire, i) -> wire.frame(Http2Wire.SETTINGS, 0, 0, new byte[0]), 5000))
                .isIn(CALM_DOWN, -1);
        assertThat(inn.floods).hasValue(1);
    }

    @Test
    void emptyData() throws Exception {
        int code = endOf(
                (wire, i) -> {
                    if (i == 0) {
                        wire.headers(1, Http2Wire.request("POST", "/echo"), false);
                    }
                    wire.data(1, "", false);
                },
                200);
        assertThat(code).isIn(CALM_DOWN, -1);
        assertThat(Guest.await(inn.guest().gone)).isTrue();
        assertThat(inn.floods).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void moreStreamsThanAllowed(boolean confirming) throws Exception {
        try (Http2Wire wire = new Http2Wire(inn.port(), 65_535, confirming)) {
            for (int i = 0; i < 101; i++) {
                wire.get(2 * i + 1, "/silent");
            }
            Http2Wire.Frame refused = wire.next(Http2Wire.RST);
            assertThat(refused.stream()).isEqualTo(201);
            assertThat(refused.code()).isEqualTo(7);
            assertThat(inn.opened).hasValue(100);
        }
    }
}
