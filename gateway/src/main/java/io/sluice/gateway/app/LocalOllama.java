package io.sluice.gateway.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks an Ollama on its usual loopback port which models it has; a port nobody listens on answers at once. */
final class LocalOllama {
    /** Its OpenAI-compatible side. */
    static final String URL = "http://127.0.0.1:11434/v1";

    private static final int PORT = 11_434;
    private static final int CONNECT_MILLIS = 100;
    private static final int ANSWER_MILLIS = 500;
    private static final int MOST = 1 << 20;
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"\\\\]+)\"");

    private LocalOllama() {}

    /** Its models in its own order, or null where there is none. */
    static @Nullable List<String> models() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream()
                    .write("GET /v1/models HTTP/1.0\r\nHost: 127.0.0.1:11434\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(MOST), StandardCharsets.UTF_8);
            return answer.startsWith("HTTP/1.") && answer.contains(" 200 ") ? ids(answer) : null;
        } catch (IOException nobodyThere) {
            return null;
        }
    }

    private static List<String> ids(String answer) {
        List<String> ids = new ArrayList<>();
        Matcher matcher = ID.matcher(answer);
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return ids;
    }
}
