package io.sluice.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes OpenAI's embeddings: unit vectors that depend on the input alone, as numbers or in base64. */
final class EmbeddingWriter {

    private static final int DIMENSIONS = 256;

    private EmbeddingWriter() {}

    static Answer answer(ChatRequest request) {
        JsonNode input = request.body().path("input");
        boolean many = input.isArray() && !input.isEmpty() && !input.path(0).isNumber();
        int dimensions = Math.clamp(request.body().path("dimensions").asInt(DIMENSIONS), 1, 4096);
        boolean base64 = request.body().path("encoding_format").asString("").equals("base64");
        ObjectNode answer = Json.object().put("object", "list");
        ArrayNode data = answer.putArray("data");
        for (int index = 0; index < (many ? input.size() : 1); index++) {
            ObjectNode entry = data.addObject().put("object", "embedding").put("index", index);
            float[] vector = vector(many ? input.path(index) : input, dimensions);
            if (base64) {
                entry.put("embedding", base64(vector));
            } else {
                ArrayNode numbers = entry.putArray("embedding");
                for (float number : vector) {
                    numbers.add(number);
                }
            }
        }
        long tokens = 1L + input.toString().length() / 4;
        answer.put("model", request.model());
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return Script.json(200, answer.toString());
    }

    private static float[] vector(JsonNode input, int dimensions) {
        SplittableRandom random = new SplittableRandom(input.toString().hashCode());
        double[] wild = random.doubles(dimensions, -1, 1).toArray();
        double length = 0;
        for (double number : wild) {
            length += number * number;
        }
        float[] unit = new float[dimensions];
        for (int at = 0; at < dimensions; at++) {
            unit[at] = (float) (wild[at] / Math.sqrt(length));
        }
        return unit;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
