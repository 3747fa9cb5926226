package io.sluice.gateway.threats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.faults.Lane;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** T15: who has the database has no key: what is stored opens nothing, in no spelling. */
class T15_StoredKeysAreNoCredentialsTest {

    private static byte[] stored(Path folder) throws Exception {
        Path file;
        try (Stream<Path> files = Files.walk(folder)) {
            file = files.filter(path -> path.endsWith("sluice.db")).findFirst().orElseThrow();
        }
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet rows = database.createStatement().executeQuery("SELECT fingerprint FROM virtual_key")) {
            assertThat(rows.next()).isTrue();
            return rows.getBytes(1);
        }
    }

    @Test
    void aStoredFingerprintIsNoKey() throws Exception {
        try (Lane lane = Lane.open()) {
            byte[] hash = stored(lane.sluice.folder());
            byte[] plain = MessageDigest.getInstance("SHA-256")
                    .digest(lane.sluice.key().getBytes(StandardCharsets.UTF_8));
            assertThat(hash).isNotEqualTo(plain);
            for (byte[] secret : List.of(hash, plain)) {
                for (String key : List.of(
                        HexFormat.of().formatHex(secret),
                        Base64.getEncoder().encodeToString(secret),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
                        "sk-sl-" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret))) {
                    HttpRequest.Builder request = lane.sluice
                            .request("/v1/chat/completions")
                            .setHeader("authorization", "Bearer " + key)
                            .POST(HttpRequest.BodyPublishers.ofString(SluiceUnderTest.chatBody("fast", "hi", "")));
                    assertThat(lane.sluice.send(request).statusCode()).isEqualTo(401);
                }
            }
        }
    }
}
