package io.sluice.gateway.upstream.reply;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.sluice.gateway.call.wire.Headers;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * What reading an answer costs, beside what Netty's decoder costs for the same bytes: the reason why there is a reader of
 * our own. A quick look, no proof: prints CPU time, best of several rounds. Run it by its main method, with the test
 * class path of this module.
 */
public final class ReplyFigures {
    private static final int ROUNDS = 12;
    private static final int READ = 64 * 1024;

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private long seen;

    public static void main(String[] arguments) {
        ReplyFigures figures = new ReplyFigures();
        for (int warmUp = 0; warmUp < 4; warmUp++) {
            figures.compare("an answer of 700 bytes", json(), 50_000);
            figures.compare("a stream of 300 chunks", stream(), 2_000);
        }
    }

    private static String json() {
        return "HTTP/1.1 200 OK\r\ndate: Sat, 21 Nov 2026 18:00:00 GMT\r\ncontent-type: application/json\r\n"
                + "server: example\r\nx-request-id: req_0123456789abcdef\r\nx-ratelimit-limit-requests: 10000\r\n"
                + "x-ratelimit-remaining-requests: 9999\r\ncontent-length: 700\r\n\r\n" + "x".repeat(700);
    }

    private static String stream() {
        String event = "data: " + "x".repeat(150) + "\n\n";
        String chunk = Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
        return "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                + chunk.repeat(300) + "0\r\n\r\n";
    }

    private void compare(String what, String answer, int times) {
        byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
        double ours = best(new EmbeddedChannel(new Ours()), bytes, times);
        HttpDecoderConfig limits = new HttpDecoderConfig().setMaxHeaderSize(HeadCollector.MAX_BYTES);
        double netty = best(new EmbeddedChannel(new HttpResponseDecoder(limits), new Theirs()), bytes, times);
        System.out.printf(Locale.ROOT, "%s: ours %.0f ns, Netty's %.0f ns (%d)%n", what, ours, netty, seen);
    }

    private double best(EmbeddedChannel channel, byte[] bytes, int times) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = clock.getCurrentThreadCpuTime();
            for (int i = 0; i < times; i++) {
                for (int at = 0; at < bytes.length; at += READ) {
                    int length = Math.min(READ, bytes.length - at);
                    channel.writeInbound(
                            ByteBufAllocator.DEFAULT.directBuffer(length).writeBytes(bytes, at, length));
                }
            }
            best = Math.min(best, (clock.getCurrentThreadCpuTime() - start) / (double) times);
        }
        channel.finishAndReleaseAll();
        return best;
    }

    /** Our reader, as a connection uses it. */
    private final class Ours extends ChannelInboundHandlerAdapter implements ReplySink {
        private ReplyReader reader = new ReplyReader(this, false);

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws BadReply {
            ByteBuf bytes = (ByteBuf) message;
            try {
                reader.read(bytes);
                if (reader.done()) {
                    reader = new ReplyReader(this, false);
                }
            } finally {
                bytes.release();
            }
        }

        @Override
        public void head(int status, Headers headers, boolean body) {
            seen += Objects.requireNonNull(headers.first("content-type")).length();
        }

        @Override
        public void body(ByteBuf buffer, int start, int length) {
            seen += length;
        }
    }

    /** The least that can be done with what Netty's decoder tells. */
    @ChannelHandler.Sharable
    private final class Theirs extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpResponse head) {
                seen += head.headers().get("content-type").length();
            }
            if (message instanceof HttpContent piece) {
                seen += piece.content().readableBytes();
                piece.release();
            }
        }
    }
}
