package io.sluice.dialects.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonReaderTest {
    @Test
    void aListOfBytesThatAreNoJsonComesToAnEnd() {
        for (int odd = 0; odd < 256; odd++) {
            JsonReader reader = new JsonReader(Bytes.of(new byte[] {'[', (byte) odd, (byte) odd, 'x', ',', ']'}), 0);
            int elements = 0;
            if (reader.enter(Kind.ARRAY)) {
                while (elements < 10 && reader.more()) {
                    reader.skip();
                    elements++;
                }
            }
            assertThat(elements).as("byte " + odd).isLessThan(10);
        }
    }
}
