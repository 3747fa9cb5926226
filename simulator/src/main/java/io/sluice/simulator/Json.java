package io.sluice.simulator;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON read and written with every digit kept. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    static Optional<JsonNode> read(Octets bytes) {
        if (bytes.length() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readTree(bytes.bytes()));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The compact form. */
    static Octets bytes(JsonNode node) {
        return Octets.owning(MAPPER.writeValueAsBytes(node));
    }
}
