package io.sluice.gateway.sign;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.catalog.AuthHeader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AWS Signature Version 4, as published by AWS, in headers.
 *
 * <p>It covers the host, the moment, the session's token and the headers given. The path is escaped once more than it is
 * sent, as every service but S3 wants: a {@code :} of a model's name is {@code %3A} on the wire and {@code %253A} here.
 */
final class SigV4 {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String END = "aws4_request";
    private static final HexFormat HEX = HexFormat.of();

    private final String region;
    private final String service;
    private volatile @Nullable DayKey dayKey;

    SigV4(String region, String service) {
        this.region = region;
        this.service = service;
    }

    /** What a signature holds of a body. */
    static String digest(List<Bytes> body) {
        return hex(sha256(body));
    }

    /** The headers to add at that moment. */
    List<AuthHeader> sign(Signable request, AwsKeys keys, Instant moment) {
        String time = time(moment);
        TreeMap<String, String> covered = new TreeMap<>(request.headers());
        covered.put("host", request.origin().authority());
        covered.put("x-amz-date", time);
        List<AuthHeader> headers = new ArrayList<>(3);
        headers.add(new AuthHeader("x-amz-date", time));
        if (keys.session() != null) {
            covered.put("x-amz-security-token", keys.session().reveal());
            headers.add(new AuthHeader("x-amz-security-token", keys.session().reveal()));
        }
        String names = String.join(";", covered.keySet());
        String day = time.substring(0, 8);
        String scope = day + "/" + region + "/" + service + "/" + END;
        String hash = digest(List.of(Bytes.of(canonical(request, covered, names))));
        String signature = hex(hmac(key(keys, day), ALGORITHM + "\n" + time + "\n" + scope + "\n" + hash));
        headers.add(new AuthHeader(
                "authorization",
                ALGORITHM + " Credential=" + keys.id() + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                        + signature));
        return headers;
    }

    /** The request as both sides must see it. */
    static String canonical(Signable request, Map<String, String> covered, String names) {
        int query = request.target().indexOf('?');
        String path = query < 0 ? request.target() : request.target().substring(0, query);
        StringBuilder text = new StringBuilder(512)
                .append(request.method())
                .append('\n')
                .append(AwsEscape.path(path))
                .append('\n')
                .append(query < 0 ? "" : AwsEscape.query(request.target().substring(query + 1)))
                .append('\n');
        covered.forEach((name, value) -> text.append(name.toLowerCase(Locale.ROOT))
                .append(':')
                .append(value.strip().replaceAll(" +", " "))
                .append('\n'));
        return text.append('\n')
                .append(names)
                .append('\n')
                .append(request.digest())
                .toString();
    }

    private static String time(Instant moment) {
        ZonedDateTime utc = moment.atZone(ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                "%04d%02d%02dT%02d%02d%02dZ",
                utc.getYear(),
                utc.getMonthValue(),
                utc.getDayOfMonth(),
                utc.getHour(),
                utc.getMinute(),
                utc.getSecond());
    }

    /** The key of a day is made once; another day, or other keys, make another. */
    private byte[] key(AwsKeys keys, String day) {
        DayKey there = dayKey;
        if (there == null || !there.day.equals(day) || !there.keys.equals(keys)) {
            byte[] secret = ("AWS4" + keys.secret().reveal()).getBytes(StandardCharsets.UTF_8);
            there = new DayKey(keys, day, hmac(hmac(hmac(hmac(secret, day), region), service), END));
            dayKey = there;
        }
        return there.key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    private static byte[] sha256(List<Bytes> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] window = new byte[16 << 10];
            for (Bytes part : parts) {
                for (int from = 0; from < part.length(); from += window.length) {
                    int to = Math.min(part.length(), from + window.length);
                    part.copyTo(from, to, window, 0);
                    digest.update(window, 0, to - from);
                }
            }
            return digest.digest();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    /** Never printed: it is as good as the secret for a day. */
    private static final class DayKey {
        private final AwsKeys keys;
        private final String day;
        private final byte[] key;

        DayKey(AwsKeys keys, String day, byte[] key) {
            this.keys = keys;
            this.day = day;
            this.key = key;
        }
    }
}
