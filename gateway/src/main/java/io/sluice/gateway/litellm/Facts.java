package io.sluice.gateway.litellm;

import io.sluice.gateway.config.Place;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a deployment says of its model - prices by the token, which model it really is - as an entry of our catalog. */
final class Facts {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final int MOST_DECIMALS = 15;

    /** LiteLLM's prices by the token, and ours by the million. */
    private static final Map<String, String> BY_TOKEN = Map.of(
            "input_cost_per_token", "input",
            "output_cost_per_token", "output",
            "cache_read_input_token_cost", "cache-read",
            "cache_creation_input_token_cost", "cache-write",
            "cache_creation_input_token_cost_above_1hr", "cache-write-hour",
            "output_cost_per_reasoning_token", "reasoning",
            "input_cost_per_audio_token", "audio-input",
            "output_cost_per_audio_token", "audio-output",
            "input_cost_per_image_token", "image-input",
            "output_cost_per_image_token", "image-output");

    private static final Map<String, String> BY_TIER = Map.of(
            "input_cost_per_token", "in",
            "output_cost_per_token", "out",
            "cache_read_input_token_cost", "cr",
            "cache_creation_input_token_cost", "cw");

    private static final Pattern ABOVE = Pattern.compile("(.+)_above_(\\d+)k_tokens");
    private static final Pattern SERVICE = Pattern.compile("(.+)_(flex|priority)");
    private static final Pattern PRICE =
            Pattern.compile("(.*_)?cost(_.*)?|tiered_pricing|search_context_cost_per_query");

    private final Deployment deployment;
    private final Notes notes;

    Facts(Deployment deployment, Notes notes) {
        this.deployment = deployment;
        this.notes = notes;
    }

    /** Whether that is the name of a price. */
    static boolean price(String name) {
        return PRICE.matcher(name).matches();
    }

    /** The entry; null where the deployment says nothing of its model. */
    Draft.@Nullable Keys entry() {
        Map<String, Draft> keys = new LinkedHashMap<>();
        Node base = deployment.fact("base_model");
        String like = base.text();
        if (like != null) {
            keys.put("like", new Draft.Word(like.substring(like.indexOf('/') + 1), base.place()));
        }
        Node output = deployment.fact("max_output_tokens");
        if (output.number() != null) {
            keys.put("max-output", new Draft.Word(output.number().toBigInteger().toString(), output.place()));
        }
        Draft.Keys price = price();
        if (price != null) {
            keys.put("price", price);
        }
        return keys.isEmpty() ? null : new Draft.Keys(keys, deployment.place());
    }

    private Draft.@Nullable Keys price() {
        Map<String, Draft> rates = new LinkedHashMap<>();
        Map<String, List<String>> tiers = new LinkedHashMap<>();
        BigDecimal second = null;
        Place place = deployment.place();
        TreeSet<String> names = new TreeSet<>(deployment.info().keySet());
        names.addAll(deployment.params().keySet());
        for (String name : names) {
            Node value = deployment.fact(name);
            BigDecimal number = price(name) ? value.number() : null;
            if (!price(name) || value.absent()) {
                continue;
            }
            String rate = BY_TOKEN.get(name);
            if (number == null || number.signum() < 0) {
                notes.lost(value.place(), "`" + name + "` is not carried: it is no price by the token");
            } else if (rate != null) {
                rates.put(rate, new Draft.Word(perMillion(number), value.place()));
            } else if (name.endsWith("_cost_per_second")) {
                second = second == null ? number : second.add(number);
            } else if (name.equals("input_cost_per_request")) {
                rates.put("request", new Draft.Word(number.toPlainString(), value.place()));
            } else if (!tier(name, number, tiers)) {
                notes.lost(value.place(), "the price `" + name + "` is not carried yet");
            }
        }
        if (second != null) {
            rates.put("second", new Draft.Word(second.toPlainString(), place));
        }
        if (!tiers.isEmpty()) {
            List<Draft> written = new ArrayList<>();
            tiers.forEach((head, prices) -> written.add(new Draft.Word(head + String.join(",", prices), place)));
            rates.put("tiers", new Draft.Items(written, place));
        }
        return rates.isEmpty() ? null : new Draft.Keys(rates, place);
    }

    /** A price of long requests or of a service tier. */
    private static boolean tier(String name, BigDecimal number, Map<String, List<String>> tiers) {
        Matcher service = SERVICE.matcher(name);
        String sort = service.matches() ? service.group(2) : "std";
        String rest = service.matches() ? service.group(1) : name;
        Matcher above = ABOVE.matcher(rest);
        String over = above.matches() ? above.group(2) + "000" : "0";
        String rate = BY_TIER.get(above.matches() ? above.group(1) : rest);
        if (rate == null) {
            return false;
        }
        tiers.computeIfAbsent(sort + ">" + over + ":", _ -> new ArrayList<>()).add(rate + "=" + perMillion(number));
        return true;
    }

    private static String perMillion(BigDecimal perToken) {
        BigDecimal price = perToken.multiply(MILLION).stripTrailingZeros();
        return (price.scale() > MOST_DECIMALS ? price.setScale(MOST_DECIMALS, RoundingMode.CEILING) : price)
                .toPlainString();
    }
}
