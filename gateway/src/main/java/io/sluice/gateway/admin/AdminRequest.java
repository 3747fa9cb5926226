package io.sluice.gateway.admin;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.RequestHead;
import io.sluice.gateway.journal.CallId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of the admin plane, read whole.
 *
 * @param id names it in its answer and in the log
 * @param who asks
 * @param head what came before the body
 * @param path what the path has in place of its parameters, decoded
 * @param body as sent; empty where there was none
 */
public record AdminRequest(CallId id, Asker who, RequestHead head, Map<String, String> path, byte[] body) {

    /** What stands in the path for {@code {name}}. */
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter {" + name + "}");
        }
        return value;
    }

    /** The query's first value of that name, decoded; null where it has none. */
    public @Nullable String query(String name) {
        for (String pair : head.query().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (decoded(equals < 0 ? pair : pair.substring(0, equals), name).equals(name)) {
                return equals < 0 ? "" : decoded(pair.substring(equals + 1), name);
            }
        }
        return null;
    }

    /** The body as a JSON object, to be taken apart; an empty body is an object without members. */
    public Fields fields() {
        return body.length == 0 ? Fields.none() : Fields.of(Bytes.of(body));
    }

    private static String decoded(String text, String name) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw Refused.wrong(name, "The query holds \"" + text + "\", whose % encoding is wrong");
        }
    }
}
