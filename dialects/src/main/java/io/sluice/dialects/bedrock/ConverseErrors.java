package io.sluice.dialects.bedrock;

import io.sluice.dialects.bedrock.eventstream.Message;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Errors as AWS writes them: a body with a message alone, and the error's type in a header or a frame. */
final class ConverseErrors {
    /** The members a Converse stream has for exceptions; an SDK knows no others. */
    private static final List<String> IN_STREAM = List.of(
            "internalServerException",
            "modelStreamErrorException",
            "validationException",
            "throttlingException",
            "serviceUnavailableException");

    private static final int LONGEST_TEXT = 2_000;

    private ConverseErrors() {}

    /** The body. The call's id stands beside the message, under a name no provider uses. */
    static byte[] body(ErrorFacts error, @Nullable String callId) {
        JsonWriter json = new JsonWriter().beginObject().name("message").string(error.message());
        if (callId != null) {
            json.name("sluice").beginObject().name("call_id").string(callId).endObject();
        }
        return json.endObject().toBytes();
    }

    /** The same as an exception message of the stream. */
    static byte[] frame(ErrorFacts error, @Nullable String callId) {
        String word = word(error);
        String member = word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
        return ConverseMessages.exception(
                IN_STREAM.contains(member) ? member : inStream(error.status()), body(error, callId));
    }

    private static String inStream(int status) {
        return switch (status) {
            case 429 -> "throttlingException";
            case 424 -> "modelStreamErrorException";
            case 503, 529 -> "serviceUnavailableException";
            default -> status >= 500 ? "internalServerException" : "validationException";
        };
    }

    /** The type AWS would give it; the provider's own where it is one of AWS. */
    static String word(ErrorFacts error) {
        if (error.type() != null && error.type().matches("[A-Z][A-Za-z]{1,60}(Exception|Error|Fault)")) {
            return error.type();
        }
        return switch (error.status()) {
            case 401 -> "UnrecognizedClientException";
            case 402, 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408, 504 -> "ModelTimeoutException";
            case 424 -> "ModelErrorException";
            case 429 -> "ThrottlingException";
            case 503, 529 -> "ServiceUnavailableException";
            default -> error.status() >= 500 ? "InternalServerException" : "ValidationException";
        };
    }

    /** What a provider's body says, whatever it is; {@code type} as the header has it, a URL after a colon included. */
    static ErrorFacts read(int status, @Nullable String type, Bytes body) {
        String word = type == null ? "" : bare(type);
        if (!isObject(body)) {
            String text = body.utf8(0, Math.min(body.length(), LONGEST_TEXT)).strip();
            return new ErrorFacts(status, null, text, word.isEmpty() ? null : word, null);
        }
        Members members = Members.of(body);
        String named = word.isEmpty() ? bare(members.text("__type")) : word;
        String message = members.has("message") ? members.text("message") : members.text("Message");
        return new ErrorFacts(status, null, message, named.isEmpty() ? null : named, null);
    }

    /** What a frame that is no event says. */
    static ErrorFacts read(Message message) {
        if (message.messageType().equals("error")) {
            String code = message.text(":error-code");
            return new ErrorFacts(
                    status(code), null, message.text(":error-message"), code.isEmpty() ? null : code, null);
        }
        String name = message.text(":exception-type");
        String member = name.isEmpty() ? message.eventType() : name;
        Members members = Members.of(isObject(message.payload()) ? message.payload() : null);
        Long original = Values.whole(members.take("originalStatusCode"));
        int status = original == null || original < 400 || original > 599 ? status(member) : original.intValue();
        String word = member.isEmpty() ? "" : member.substring(0, 1).toUpperCase(Locale.ROOT) + member.substring(1);
        String said = members.has("message") ? members.text("message") : members.text("originalMessage");
        return new ErrorFacts(status, null, said, word.isEmpty() ? null : word, null);
    }

    /** An error that came with status 200 in place of an answer; null where the body is none. */
    static @Nullable ErrorFacts disguised(@Nullable Bytes output) {
        Members members = Members.of(output);
        String type = bare(members.text("__type"));
        return type.isEmpty()
                ? null
                : new ErrorFacts(404, null, "The provider does not know this operation (" + type + ").", type, null);
    }

    private static int status(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "validationexception" -> 400;
            case "accessdeniedexception" -> 403;
            case "resourcenotfoundexception" -> 404;
            case "modeltimeoutexception" -> 408;
            case "modelstreamerrorexception", "modelerrorexception" -> 424;
            case "throttlingexception", "modelnotreadyexception", "servicequotaexceededexception" -> 429;
            case "internalserverexception" -> 500;
            case "serviceunavailableexception" -> 503;
            default -> 502;
        };
    }

    /** Without the URL after it ({@code ValidationException:http://...}) and the name space before it. */
    private static String bare(String type) {
        int colon = type.indexOf(':');
        String word = colon < 0 ? type : type.substring(0, colon);
        return word.substring(word.indexOf('#') + 1).strip();
    }

    private static boolean isObject(Bytes body) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(body);
        return scanner.end() == null && scanner.outline().kind() == Kind.OBJECT;
    }
}
