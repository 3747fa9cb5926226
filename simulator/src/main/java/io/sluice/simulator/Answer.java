package io.sluice.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed HTTP answer, the same for every request. Each method gives a changed copy.
 *
 * @param status the status code
 * @param headers in order; those of the framing are added behind them
 * @param body its pieces: one chunk each where the framing is chunked
 * @param framing how the body's end is told
 */
public record Answer(int status, List<Header> headers, List<Piece> body, Framing framing) implements Script {

    /** A part of a body, and how long after the part before it leaves ({@code null}: in the same write). */
    public record Piece(Octets bytes, @Nullable Duration pause) {}

    public Answer {
        headers = List.copyOf(headers);
        body = List.copyOf(body);
    }

    /** One more header, behind the others, even if it is there already. */
    public Answer header(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, more, body, framing);
    }

    /** The header gone, in whatever case. */
    public Answer without(String name) {
        return new Answer(
                status, headers.stream().filter(header -> !header.named(name)).toList(), body, framing);
    }

    /** Another content type; it need not be true. */
    public Answer contentType(String type) {
        return without("content-type").header("content-type", type);
    }

    /** Another status. */
    public Answer status(int other) {
        return new Answer(other, headers, body, framing);
    }

    /** Another framing. */
    public Answer framed(Framing other) {
        return new Answer(status, headers, body, other);
    }

    /** The whole body in one piece. */
    public Answer body(Octets whole) {
        return new Answer(status, headers, List.of(new Piece(whole, null)), framing);
    }

    /** The pieces leave this long apart; the first one leaves with the head. */
    public Answer pause(Duration between) {
        List<Piece> paused = new ArrayList<>();
        for (Piece piece : body) {
            paused.add(new Piece(piece.bytes(), paused.isEmpty() ? piece.pause() : between));
        }
        return new Answer(status, headers, paused, framing);
    }

    /** The body cut anew: pieces of these sizes, each flushed, the last size going on for the rest. */
    public Answer bodyPieces(int... sizes) {
        return new Answer(status, headers, Bodies.pieces(payload(), sizes), framing);
    }

    /** The body compressed, each piece flushed so that streams still stream, and the header that says so. */
    public Answer gzip() {
        return new Answer(status, headers, Bodies.gzip(body), framing).header("content-encoding", "gzip");
    }

    /** The answer up to the n-th byte of its body, and then the connection ends; the framing promises the whole. */
    public Steps cutBodyAfter(int bytes, Ending ending) {
        return new Steps(Bodies.cut(this, bytes, ending));
    }

    /** The body's bytes as one. */
    public Octets payload() {
        return Octets.join(body.stream().map(Piece::bytes).toList());
    }

    @Override
    public List<Step> steps(ReceivedRequest request) {
        return Bodies.steps(this);
    }
}
