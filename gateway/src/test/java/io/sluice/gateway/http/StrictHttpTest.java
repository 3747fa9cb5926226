package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Threats T2 and T24: what two parsers could read in two ways is refused, and no call is opened for it. */
class StrictHttpTest {
    private static Inn inn;

    @BeforeAll
    static void open() {
        inn = Inn.open();
    }

    @AfterAll
    static void close() {
        inn.close();
    }

    private static Arguments bad(String what, String head) {
        return Arguments.of(what, head.replace("|", "\r\n"));
    }

    /** A GET with these header lines (each ended by a bar) after its Host. */
    private static Arguments line(String what, String lines) {
        return bad(what, "GET /echo HTTP/1.1|Host: a|" + lines + "|");
    }

    private static Arguments chunks(String what, String body) {
        return bad(what, "POST /echo HTTP/1.1|Host: a|Transfer-Encoding: chunked||" + body);
    }

    private static Arguments host(String value) {
        return bad("Host " + value, "GET /echo HTTP/1.1|Host: " + value + "||");
    }

    private static Arguments target(String target) {
        return bad("target " + target, "GET " + target + " HTTP/1.1|Host: a||");
    }

    static Stream<Arguments> framings() {
        return Stream.of(
                bad("CL and TE", "POST /echo HTTP/1.1|Host: a|Content-Length: 5|Transfer-Encoding: chunked||0||"),
                bad("TE and CL", "POST /echo HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 5||0||"),
                line("two CL that differ", "Content-Length: 5|Content-Length: 6|"),
                line("two CL that agree", "Content-Length: 5|Content-Length: 5|"),
                line("CL in another case", "content-length: 0|CONTENT-LENGTH: 0|"),
                line("a list of CL", "Content-Length: 5, 5|"),
                line("CL with a sign", "Content-Length: +5|"),
                line("negative CL", "Content-Length: -1|"),
                line("empty CL", "Content-Length:|"),
                line("hex CL", "Content-Length: 0x5|"),
                line("CL with a blank inside", "Content-Length: 1 0|"),
                line("CL beyond a long", "Content-Length: 99999999999999999999|"),
                line("CL in other digits", "Content-Length: \u00b2|"),
                line("a blank before the colon of CL", "Content-Length : 5|"),
                line("a tab before the colon of TE", "Transfer-Encoding\t: chunked|"),
                line("a blank before the colon of TE", "Transfer-Encoding : chunked|"),
                line("TE chunked, identity", "Transfer-Encoding: chunked, identity|"),
                line("TE identity, chunked", "Transfer-Encoding: identity, chunked|"),
                line("TE gzip, chunked", "Transfer-Encoding: gzip, chunked|"),
                line("TE chunked twice in a line", "Transfer-Encoding: chunked, chunked|"),
                line("TE twice", "Transfer-Encoding: chunked|Transfer-Encoding: chunked|"),
                line("TE unknown", "Transfer-Encoding: xchunked|"),
                line("TE quoted", "Transfer-Encoding: \"chunked\"|"),
                line("TE with a vertical tab", "Transfer-Encoding: \u000bchunked|"),
                line("TE with a parameter", "Transfer-Encoding: chunked;q=1|"),
                line("TE empty", "Transfer-Encoding:|"),
                bad("HTTP/1.0 with TE", "POST /echo HTTP/1.0|Transfer-Encoding: chunked||0||"),
                chunks("no chunk size", "|abc|0||"),
                chunks("chunk size 0x5", "0x5|hello|0||"),
                chunks("chunk size with a sign", "+5|hello|0||"),
                chunks("negative chunk size", "-5|hello|0||"),
                chunks("chunk size with a blank before", " 5|hello|0||"),
                chunks("chunk size with a blank after", "5 |hello|0||"),
                chunks("chunk size beyond a long", "fffffffffffffffff|hello|0||"),
                chunks("chunk size no hex", "g|hello|0||"),
                chunks("chunk longer than its size", "3|hello|0||"),
                chunks("chunk line ended by LF", "5\nhello|0||"),
                chunks("chunk ended by LF", "5|hello\n0||"),
                chunks("chunk ended by CR alone", "5|hello\r0||"),
                chunks("control character in an extension", "5;a=\0|hello|0||"),
                chunks("bare CR in an extension", "5;a\rb|hello|0||"),
                chunks("one long extension", "5;" + "a".repeat(5000) + "|hello|0||"),
                chunks("many extensions", ("1;" + "a".repeat(100) + "|x|").repeat(100)),
                chunks("trailer without a colon", "0|nonsense||"),
                chunks("trailer with a blank before the colon", "0|a : b||"),
                chunks("folded trailer", "0|a: b| c: d||"),
                chunks("trailers without end", "0|" + "a: b|".repeat(2000)));
    }

    static Stream<Arguments> heads() {
        return Stream.of(
                bad("bare LF in the request line", "GET /echo HTTP/1.1\nHost: a||"),
                bad("bare LF after a header", "GET /echo HTTP/1.1|Host: a\nX: b||"),
                bad("bare LF at the end", "GET /echo HTTP/1.1|Host: a|\n"),
                bad("LF LF", "GET /echo HTTP/1.1\nHost: a\n\n"),
                line("folded by a blank", "X: a| b|"),
                line("folded by a tab", "X: a|\tb|"),
                bad("folded first line", "GET /echo HTTP/1.1| Host: a||"),
                line("NUL in a value", "X: a\0b|"),
                line("NUL in a name", "X\0: a|"),
                line("CR in a value", "X: a\rb|"),
                line("DEL in a value", "X: a\u007fb|"),
                line("escape in a value", "X: \u001b[2J|"),
                line("no colon", "X|"),
                line("no name", ": a|"),
                line("a blank in a name", "X Y: a|"),
                line("a letter beyond ASCII in a name", "X\u00e4: a|"),
                line("brackets in a name", "X(): a|"),
                bad("no Host", "GET /echo HTTP/1.1||"),
                bad("two Hosts", "GET /echo HTTP/1.1|Host: a|Host: a||"),
                bad("two Hosts on 1.0", "GET /echo HTTP/1.0|Host: a|Host: b||"),
                host(""),
                host("evil/?"),
                host("a/?x="),
                host("x#"),
                host("a@b"),
                host("user:pw@a"),
                host("a b"),
                host("a,b"),
                host("a\\b"),
                host("a:b"),
                host("a:1:2"),
                host("a:999999"),
                host("[::1"),
                host("[]"),
                host("[::1]x"),
                host("a%00b"),
                host(":80"),
                host("a".repeat(300)),
                target("http://a/echo"),
                target("https://a/echo"),
                target("*"),
                target("a:443"),
                target("echo"),
                target("?echo"),
                target("\\echo"),
                target("/echo\\..\\admin"),
                target("/echo#fragment"),
                target("/\u00e4cho"),
                target("/ech\0o"),
                target("/echo\u007f"),
                target("/echo?a=\"b\""),
                bad("two blanks after the method", "GET  /echo HTTP/1.1|Host: a||"),
                bad("two blanks before the version", "GET /echo  HTTP/1.1|Host: a||"),
                bad("a tab for a blank", "GET\t/echo\tHTTP/1.1|Host: a||"),
                bad("a blank after the version", "GET /echo HTTP/1.1 |Host: a||"),
                bad("a blank before the method", " GET /echo HTTP/1.1|Host: a||"),
                bad("no version", "GET /echo|Host: a||"),
                bad("HTTP/0.9", "GET /echo||"),
                bad("HTTP/1.2", "GET /echo HTTP/1.2|Host: a||"),
                bad("HTTP/2.0", "GET /echo HTTP/2.0|Host: a||"),
                bad("http in lower case", "GET /echo http/1.1|Host: a||"),
                bad("HTTP/1.10", "GET /echo HTTP/1.10|Host: a||"),
                bad("HTTP/1.1 and a CR", "GET /echo HTTP/1.1\rX|Host: a||"),
                bad("a method with a slash", "G/T /echo HTTP/1.1|Host: a||"),
                bad("a very long method", "G".repeat(100) + " /echo HTTP/1.1|Host: a||"),
                bad("CONNECT", "CONNECT a:443 HTTP/1.1|Host: a:443||"),
                bad("NUL first", "\0GET /echo HTTP/1.1|Host: a||"),
                bad("two empty lines first", "||GET /echo HTTP/1.1|Host: a||"),
                bad("a TLS greeting", "\u0016\u0003\u0001\u0002\0\u0001"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"framings", "heads"})
    void refusesAndClosesAndOpensNoSecondRequest(String what, String bytes) throws Exception {
        inn.guests.clear();
        String smuggled = "GET /refuse?smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
        try (Wire wire = inn.connect()) {
            wire.send(bytes + smuggled);
            Wire.Answer answer = wire.answer();
            assertThat(answer.status()).as(answer.head()).isEqualTo(400);
            assertThat(answer.head()).contains("connection: close");
            assertThat(answer.body()).contains("malformed_request");
            assertThat(wire.rest()).isEmpty();
        }
        assertThat(inn.guests).allSatisfy(guest -> {
            assertThat(guest.head.query()).isNotEqualTo("smuggled");
            assertThat(guest.bodyFailure).isDone();
        });
        if (!bytes.contains("ransfer-Encoding: chunked\r\n\r\n") || bytes.contains("HTTP/1.0")) {
            assertThat(inn.guests).isEmpty();
        }
    }

    static Stream<Arguments> sound() {
        return Stream.of(
                bad("an empty line first", "|GET /echo HTTP/1.1|Host: a||"),
                line("no blank after the colon", "X:a|"),
                line("blanks around a value", "X: \t a \t |"),
                line("an empty value", "X:|"),
                line("Latin-1 in a value", "X: \u00e4|"),
                line("an upgrade nobody follows", "Connection: Upgrade|Upgrade: websocket|"),
                line(
                        "an upgrade to h2c nobody follows",
                        "Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: |"),
                line("CL with leading zeros", "Content-Length: 000|"),
                line("TE trailers", "TE: trailers|"),
                line("identity", "Content-Encoding: identity|"),
                host("example.com:8080"),
                host("my_service"),
                host("[::1]:4000"),
                host("127.0.0.1"),
                target("/v1/../echo"),
                target("//echo"),
                target("/%2e%2e/echo;x?a=http://b/"),
                bad("lower-case host", "GET /echo HTTP/1.1|host: a||"),
                bad(
                        "upgrade with a body",
                        "POST /echo HTTP/1.1|Host: a|Connection: upgrade|Upgrade: x|Content-Length: 3||abc"),
                chunks("chunks in capitals", "A|0123456789|0||"),
                chunks("zeros before a size", "0005|hello|000||"),
                bad("1.0 without a Host", "GET /echo HTTP/1.0|Connection: keep-alive||"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void takesWhatIsSoundAndTheRequestAfterIt(String what, String bytes) throws Exception {
        inn.guests.clear();
        try (Wire wire = inn.connect()) {
            wire.send(bytes + "GET /refuse?next HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(200);
            assertThat(wire.answer().status()).isEqualTo(401);
        }
        assertThat(inn.guests).hasSize(2);
    }

    @Test
    void thePathIsHandedOnAsItWasSent() throws Exception {
        inn.guests.clear();
        String target = "/v1/..//%2E%2e/a%2Fb;x/%252e";
        try (Wire wire = inn.connect()) {
            wire.send("GET " + target + "?q=%20?&r HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(200);
        }
        Guest guest = inn.guest();
        assertThat(guest.head.path()).isEqualTo(target);
        assertThat(guest.head.query()).isEqualTo("q=%20?&r");
    }
}
