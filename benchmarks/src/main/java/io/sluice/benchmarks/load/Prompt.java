package io.sluice.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.benchmarks.Facts;
import java.nio.charset.StandardCharsets;

/**
 * A chat request, ready to be sent.
 *
 * @param model as asked
 * @param key the bearer key; empty for none
 * @param bytes how large the body is
 * @param stream whether the answer shall be streamed
 */
record Prompt(String model, String key, int bytes, boolean stream) {

    static Prompt of(Facts order) {
        return new Prompt(
                order.text("model"),
                order.text("key", ""),
                order.whole("bytes"),
                order.text("stream", "false").equals("true"));
    }

    /** Head and body, off the heap; send duplicates. */
    ByteBuf request(int port) {
        String body = body();
        String authorization = key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n";
        String text = "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + authorization
                + "User-Agent: sluice-bench\r\nAccept: application/json\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        byte[] request = text.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.directBuffer(request.length).writeBytes(request);
    }

    /** The system message last and long, some of it escaped as in real prompts. */
    private String body() {
        String asked = stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "";
        String start = "{\"model\":\"" + model + "\"" + asked
                + ",\"temperature\":0.2,\"max_tokens\":256,\"messages\":[{\"role\":\"user\",\"content\":\"";
        String end = "\"}]}";
        StringBuilder text = new StringBuilder(start);
        String sentence = "Say in one line what a sluice is for, and then how wide \\\"wide\\\" may be.\\n";
        while (text.length() + sentence.length() + end.length() <= bytes) {
            text.append(sentence);
        }
        while (text.length() + end.length() < bytes) {
            text.append('.');
        }
        return text.append(end).toString();
    }
}
