package io.sluice.gateway.app;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A curl line as the request it makes; an option this does not know is a failure, so that none goes unheeded. */
final class CurlLine {
    private CurlLine() {}

    /**
     * The request.
     *
     * @param words those behind {@code curl}
     * @param origins addresses to call others instead of, such as the usual port and the one of a test
     */
    static HttpRequest.Builder request(List<String> words, Map<String, String> origins) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        Iterator<String> each = words.iterator();
        while (each.hasNext()) {
            String word = each.next();
            switch (word) {
                case "-s", "-S", "-N", "-sS", "-sSN" -> {}
                case "-H" -> header(request, each.next());
                case "-d" -> request.POST(HttpRequest.BodyPublishers.ofString(each.next()));
                default -> request.uri(address(word, origins));
            }
        }
        return request;
    }

    private static void header(HttpRequest.Builder request, String header) {
        int colon = header.indexOf(':');
        request.header(header.substring(0, colon), header.substring(colon + 1).strip());
    }

    private static URI address(String word, Map<String, String> origins) {
        for (Map.Entry<String, String> origin : origins.entrySet()) {
            if (word.startsWith(origin.getKey() + "/")) {
                return URI.create(
                        origin.getValue() + word.substring(origin.getKey().length()));
            }
        }
        throw new AssertionError("neither an option this test knows nor an address of the gateway: " + word);
    }
}
