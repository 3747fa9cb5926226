package io.sluice.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/**
 * Holds JSON against the fields that Amazon's SDK declares of its models, as its own reading passes over what it does not
 * know: no unknown member, all required ones, each of its kind, one of a union, no unknown word of an enumeration. Throws
 * where something differs.
 */
final class ConverseShapes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, SdkPojo> EVENTS = Map.of(
            "messageStart", MessageStartEvent.builder().build(),
            "contentBlockStart", ContentBlockStartEvent.builder().build(),
            "contentBlockDelta", ContentBlockDeltaEvent.builder().build(),
            "contentBlockStop", ContentBlockStopEvent.builder().build(),
            "messageStop", MessageStopEvent.builder().build(),
            "metadata", ConverseStreamMetadataEvent.builder().build());

    private ConverseShapes() {}

    static void answer(JsonNode answer) {
        object("$", ConverseResponse.builder().build(), answer);
    }

    static void stream(byte[] stream) throws IOException {
        List<Message> messages = new ArrayList<>();
        new MessageDecoder(messages::add).feed(stream);
        for (Message message : messages) {
            if (header(message, ":message-type").equals("event")) {
                String type = header(message, ":event-type");
                object(type, Objects.requireNonNull(EVENTS.get(type), type), JSON.readTree(message.getPayload()));
            } else {
                must(JSON.readTree(message.getPayload()).path("message").isTextual(), "exception", "says nothing");
            }
        }
    }

    private static String header(Message message, String name) {
        return Objects.requireNonNull(message.getHeaders().get(name), name).getString();
    }

    private static void object(String path, SdkPojo model, JsonNode json) {
        must(json.isObject(), path, "is no object: " + json);
        Set<String> unknown = new HashSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        int members = unknown.size();
        for (SdkField<?> field : model.sdkFields()) {
            String name = field.locationName();
            unknown.remove(name);
            if (json.has(name)) {
                value(path + "." + name, field, json.get(name));
                word(path + "." + name, model, field, json.get(name));
            } else {
                must(!field.containsTrait(RequiredTrait.class), path, "has no " + name);
            }
        }
        must(unknown.isEmpty(), path, "does not know " + unknown);
        must(members == 1 || !isUnion(model), path, "is a union of " + members);
    }

    private static void value(String path, SdkField<?> field, JsonNode json) {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        boolean fits = switch (type) {
            case STRING -> json.isTextual();
            case INTEGER, LONG, SHORT, BYTE -> json.isIntegralNumber();
            case FLOAT, DOUBLE, BIG_DECIMAL, INSTANT -> json.isNumber();
            case BOOLEAN -> json.isBoolean();
            case SDK_BYTES -> json.isTextual() && isBase64(json.asText());
            case LIST -> json.isArray();
            case MAP, SDK_POJO -> json.isObject();
            case DOCUMENT -> true;
            default -> throw new IllegalStateException(path + ": the SDK has a " + type);
        };
        must(fits, path, "is no " + type + ": " + json);
        switch (type) {
            case LIST -> json.forEach(each -> value(path + "[]", element(field), each));
            case MAP -> json.forEach(each -> value(path + "{}", entry(field), each));
            case SDK_POJO -> object(path, field.constructor().get(), json);
            default -> {}
        }
    }

    private static SdkField<?> element(SdkField<?> list) {
        return list.getTrait(ListTrait.class).memberFieldInfo();
    }

    private static SdkField<?> entry(SdkField<?> map) {
        return map.getTrait(MapTrait.class).valueFieldInfo();
    }

    private static boolean isBase64(String text) {
        return text.length() % 4 == 0 && text.matches("[A-Za-z0-9+/]*={0,2}");
    }

    /** The SDK has a string and, beside it, the word of its enumeration, which is unknown where the string is. */
    private static void word(String path, SdkPojo model, SdkField<?> field, JsonNode json) {
        Class<?> type = accessor(built(model), field);
        if (type.isEnum() && json.isTextual()) {
            must(
                    List.of(type.getEnumConstants()).stream()
                            .anyMatch(known -> known.toString().equals(json.asText())),
                    path,
                    "is none of its words: " + json);
        }
    }

    private static Class<?> accessor(Class<?> model, SdkField<?> field) {
        String name = Character.toLowerCase(field.memberName().charAt(0))
                + field.memberName().substring(1);
        try {
            return model.getMethod(name).getReturnType();
        } catch (NoSuchMethodException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static boolean isUnion(SdkPojo model) {
        for (Class<?> inner : built(model).getDeclaredClasses()) {
            if (inner.isEnum() && inner.getSimpleName().equals("Type")) {
                return true;
            }
        }
        return false;
    }

    /** The model itself: a field's constructor makes a builder, which is declared within it. */
    private static Class<?> built(SdkPojo model) {
        Class<?> outer = model.getClass().getEnclosingClass();
        return outer == null ? model.getClass() : outer;
    }

    private static void must(boolean holds, String path, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(path + " " + otherwise);
        }
    }
}
