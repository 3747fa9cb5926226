package io.sluice.gateway.sign;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A service account's word that it is itself: a JSON web token signed with RS256, good for an hour. Prints no key. */
final class GoogleAssertion {
    private static final long HOUR = 3_600;

    private final String email;
    private final String keyId;
    private final String pem;

    GoogleAssertion(String email, String keyId, String pem) {
        this.email = email;
        this.keyId = keyId;
        this.pem = pem;
    }

    /** The token, for these rights and that reader. */
    String signed(String scope, String audience, Instant now) throws SignFailed {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("alg", "RS256");
        head.put("typ", "JWT");
        if (!keyId.isEmpty()) {
            head.put("kid", keyId);
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", email);
        claims.put("scope", scope);
        claims.put("aud", audience);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + HOUR);
        String text = part(head) + "." + part(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new SignFailed("the Google credential has a \"private_key\" that is no RSA key in PEM");
        }
    }

    private PrivateKey key() throws GeneralSecurityException {
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    private static String part(Map<String, Object> json) {
        return base64(JsonMapper.shared().writeValueAsBytes(json));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
