package io.sluice.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes answers as wire steps. */
final class Bodies {

    private Bodies() {}

    static List<Step> steps(Answer answer) {
        List<Step> steps = new ArrayList<>();
        steps.add(send(head(answer)));
        for (Answer.Piece piece : answer.body()) {
            addPiece(steps, piece, answer.framing());
        }
        if (answer.framing() == Framing.CHUNKED) {
            steps.add(send("0\r\n\r\n"));
        }
        if (answer.framing() == Framing.UNTIL_CLOSE) {
            steps.add(new Step.Close());
        }
        return steps;
    }

    static List<Step> cut(Answer answer, int after, Ending ending) {
        List<Step> steps = new ArrayList<>();
        steps.add(send(head(answer)));
        int left = after;
        for (Answer.Piece piece : answer.body()) {
            int part = Math.min(left, piece.bytes().length());
            if (part > 0) {
                addPiece(steps, new Answer.Piece(piece.bytes().slice(0, part), piece.pause()), answer.framing());
            }
            left -= part;
        }
        steps.add(ending.step());
        return steps;
    }

    private static void addPiece(List<Step> steps, Answer.Piece piece, Framing framing) {
        Duration pause = piece.pause();
        if (pause != null) {
            steps.add(new Step.Gap(pause));
        }
        Octets bytes = piece.bytes();
        if (bytes.length() == 0) {
            return;
        }
        if (framing == Framing.CHUNKED) {
            Octets size = Octets.of(Integer.toHexString(bytes.length()) + "\r\n");
            steps.add(new Step.Send(Octets.join(List.of(size, bytes, Octets.of("\r\n")))));
        } else {
            steps.add(new Step.Send(bytes));
        }
    }

    private static String head(Answer answer) {
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(answer.status()).append(' ');
        head.append(reason(answer.status())).append("\r\n");
        answer.headers().forEach(header -> line(head, header.name(), header.value()));
        switch (answer.framing()) {
            case LENGTH -> {
                if (answer.status() >= 200 && answer.status() != 204 && answer.status() != 304) {
                    line(
                            head,
                            "content-length",
                            Integer.toString(answer.payload().length()));
                }
            }
            case CHUNKED -> line(head, "transfer-encoding", "chunked");
            case UNTIL_CLOSE -> line(head, "connection", "close");
            case AS_WRITTEN -> {}
        }
        return head.append("\r\n").toString();
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static Step send(String text) {
        return new Step.Send(Octets.of(text));
    }

    static List<Answer.Piece> pieces(Octets whole, int... sizes) {
        Step.Pieces wanted = new Step.Pieces(Arrays.stream(sizes).boxed().toList(), Duration.ZERO);
        List<Answer.Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < whole.length()) {
            int end = Math.min(whole.length(), at + wanted.size(pieces.size()));
            pieces.add(new Answer.Piece(whole.slice(at, end), Duration.ZERO));
            at = end;
        }
        return pieces;
    }

    static List<Answer.Piece> gzip(List<Answer.Piece> body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Answer.Piece> zipped = new ArrayList<>();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, 8192, true)) {
            for (int at = 0; at < body.size(); at++) {
                gzip.write(body.get(at).bytes().bytes());
                if (at == body.size() - 1) {
                    gzip.finish();
                } else {
                    gzip.flush();
                }
                zipped.add(new Answer.Piece(
                        Octets.owning(out.toByteArray()), body.get(at).pause()));
                out.reset();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("compressing in memory", impossible);
        }
        return zipped;
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            default -> "Status";
        };
    }
}
