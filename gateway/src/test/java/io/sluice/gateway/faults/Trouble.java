package io.sluice.gateway.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.translation.Speaker;
import io.sluice.simulator.Answer;
import io.sluice.simulator.Ending;
import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;
import org.jspecify.annotations.Nullable;

/**
 * What a provider does in place of an answer, before any content: the rows F1 to F21 of the table of upstream faults, with
 * what each comes to.
 */
enum Trouble {
    F1_NOBODY_LISTENS("upstream_connect", 502, 0, false),
    F2_NO_TLS("upstream_tls", 502, 0, false),
    F3_NO_NAME("upstream_dns", 502, 0, false),
    F5_NO_FIRST_BYTE("upstream_timeout", 504, 0, true),
    F7_CLOSED_BEFORE_THE_HEAD("upstream_cut", 502, 0, true),
    F7_RESET_BEFORE_THE_HEAD("upstream_cut", 502, 0, true),
    F7_CUT_IN_THE_HEAD("upstream_cut", 502, 0, true),
    F7_CUT_IN_THE_BODY("upstream_cut", 502, 200, true),
    F9_WEB_PAGE("upstream_malformed", 502, 200, false),
    F9_NOTHING("upstream_malformed", 502, 200, false),
    F9_NO_CONTENT("upstream_malformed", 502, 204, false),
    F10_LIMITED(null, 429, 429, false),
    F10_NO_MONEY(null, 402, 402, false),
    F11_REQUEST_TIMEOUT(null, 408, 408, false),
    F11_SERVER_ERROR(null, 500, 500, false),
    F11_BAD_GATEWAY(null, 502, 502, false),
    F11_UNAVAILABLE(null, 503, 503, false),
    F11_GATEWAY_TIMEOUT(null, 504, 504, false),
    F12_OVERLOADED(null, 529, 529, false),
    F13_WRONG_KEY("upstream_auth", 502, 401, false),
    F13_FORBIDDEN("upstream_auth", 502, 403, false),
    F14_BAD_REQUEST(null, 400, 400, false),
    F14_NOT_FOUND(null, 404, 404, false),
    F14_TOO_LARGE(null, 413, 413, false),
    F14_UNPROCESSABLE(null, 422, 422, false),
    F15_ERROR_IN_A_STREAM(null, 503, 200, false),
    F16_NO_JSON("upstream_malformed", 502, 200, false),
    F18_ENDLESS_HEAD("upstream_too_large", 502, 0, false),
    F19_ODD_ENCODING("upstream_encoding", 502, 0, false),
    F20_TWO_LENGTHS("upstream_malformed", 502, 0, false),
    F21_REDIRECT("upstream_redirect", 502, 302, false),
    F21_INTERIM_FLOOD("upstream_malformed", 502, 0, false);

    /** Of its attempt in the record; null where the provider's own word stands there. */
    final @Nullable String code;

    /** What the caller is told when nothing else answers; the caller's dialect may know another for it. */
    final int told;

    /** Of its attempt in the record. */
    final int status;

    /** Whether the provider may bill its attempt. */
    final boolean maybeBilled;

    Trouble(@Nullable String code, int told, int status, boolean maybeBilled) {
        this.code = code;
        this.told = told;
        this.status = status;
        this.maybeBilled = maybeBilled;
    }

    /** Whether another target is asked. */
    boolean movesOn() {
        return switch (this) {
            case F14_BAD_REQUEST, F14_NOT_FOUND, F14_TOO_LARGE, F14_UNPROCESSABLE -> false;
            default -> true;
        };
    }

    /** Whether it can befall such a call. */
    boolean befalls(boolean stream) {
        return switch (this) {
            case F15_ERROR_IN_A_STREAM -> stream;
            case F16_NO_JSON -> !stream;
            default -> true;
        };
    }

    /** Whether it leaves no connection that could be used again. */
    boolean endsConnections() {
        return name().startsWith("F7") || name().startsWith("F18") || name().startsWith("F2");
    }

    /** What a provider of that dialect does. */
    Script script(Speaker provider, boolean stream) {
        Answer page = Script.json(200, "<html><body>Login</body></html>").contentType("text/html");
        return switch (this) {
            case F1_NOBODY_LISTENS, F2_NO_TLS, F3_NO_NAME -> Script.status(500);
            case F5_NO_FIRST_BYTE -> Script.silence();
            case F7_CLOSED_BEFORE_THE_HEAD -> page.cutAfter(0, Ending.FIN);
            case F7_RESET_BEFORE_THE_HEAD -> page.cutAfter(0, Ending.RST);
            case F7_CUT_IN_THE_HEAD -> page.cutAfter(20, Ending.FIN);
            case F7_CUT_IN_THE_BODY -> answer(provider, stream).cutBodyAfter(20, Ending.FIN);
            case F9_WEB_PAGE -> page;
            case F9_NOTHING -> Script.status(200);
            case F9_NO_CONTENT -> Script.status(204);
            case F15_ERROR_IN_A_STREAM ->
                Script.sseRaw(Octets.of(
                        provider.beforeContent() + new String(provider.dialect().errorEvent(error(503), null), UTF_8)));
            case F16_NO_JSON -> Script.json(200, "{\"choices\":[");
            case F18_ENDLESS_HEAD ->
                Script.raw("HTTP/1.1 200 OK\r\n" + ("x-more: " + "y".repeat(8_000) + "\r\n").repeat(140));
            case F19_ODD_ENCODING -> answer(provider, stream).header("content-encoding", "br");
            case F20_TWO_LENGTHS ->
                Script.raw(
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 7\r\ncontent-length: 8\r\n\r\n{\"a\":1}");
            case F21_REDIRECT -> Script.status(302).header("location", "http://127.0.0.1:9/");
            case F21_INTERIM_FLOOD -> Script.raw("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n".repeat(100));
            default -> Script.json(status, new String(provider.dialect().errorBody(error(status), null), UTF_8));
        };
    }

    private static ErrorFacts error(int status) {
        return ErrorFacts.of(status, "their_word", "Said by the provider.");
    }

    private static Answer answer(Speaker provider, boolean stream) {
        return (Answer) (stream ? provider.streamed(text -> text) : provider.answered(text -> text));
    }
}
