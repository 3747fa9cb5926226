package io.sluice.gateway.http;

import io.netty.handler.codec.http2.Http2Headers;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The headers of an HTTP/2 request, whose names are in lower case on the wire already. */
record Http2RequestHeaders(Http2Headers headers) implements Headers {

    @Override
    public @Nullable String first(String name) {
        CharSequence value = headers.get(name.toLowerCase(Locale.ROOT));
        if (value == null && name.equalsIgnoreCase("host")) {
            value = headers.authority();
        }
        return value == null ? null : value.toString();
    }

    @Override
    public List<Header> startingWith(String prefix) {
        List<Header> found = new ArrayList<>(0);
        headers.forEach(line -> {
            String name = line.getKey().toString();
            if (name.startsWith(prefix)) {
                found.add(new Header(name, line.getValue().toString()));
            }
        });
        return found;
    }

    @Override
    public List<String> all(String name) {
        return headers.getAll(name.toLowerCase(Locale.ROOT)).stream()
                .map(CharSequence::toString)
                .toList();
    }
}
