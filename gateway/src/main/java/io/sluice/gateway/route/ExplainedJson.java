package io.sluice.gateway.route;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.Leg;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.catalog.Prices;
import io.sluice.gateway.route.plan.Planned;
import io.sluice.gateway.route.tree.CallFacts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An explanation as JSON: what was asked, what it leads to, the plan, and what is not in it. */
final class ExplainedJson {
    private final JsonWriter json = new JsonWriter();

    private ExplainedJson() {}

    static byte[] of(Inquiry inquiry, long seed, Explanation explained) {
        ExplainedJson writing = new ExplainedJson();
        JsonWriter json = writing.json.beginObject();
        json.name("model").string(inquiry.facts().model());
        json.name("dialect").string(inquiry.dialect().id());
        json.name("operation").string(inquiry.facts().operation().name().toLowerCase(Locale.ROOT));
        json.name("stream").bool(inquiry.facts().stream());
        json.name("key");
        writing.text(inquiry.key() == null ? null : inquiry.key().name());
        json.name("seed").number(seed);
        switch (explained) {
            case Explanation.Nowhere(Failure failure) -> writing.refused(failure);
            case Explanation.Routed routed -> writing.routed(inquiry.facts().model(), routed);
        }
        return json.endObject().toBytes();
    }

    private void routed(String asked, Explanation.Routed routed) {
        ModelRoute route = routed.route();
        json.name("resolved").beginObject();
        json.name("name").string(routed.name());
        json.name("as")
                .string(routed.direct() ? "provider/model" : routed.name().equals(asked) ? "public" : "wildcard");
        json.name("answer_model").string(route.answerModel().name().toLowerCase(Locale.ROOT));
        json.name("loss").string(route.loss().name().toLowerCase(Locale.ROOT));
        json.endObject();
        json.name("estimated_tokens").number(routed.facts().tokens());
        if (routed.made() instanceof Made.None(var _, Failure failure)) {
            refused(failure);
        }
        List<Leg> legs = routed.made().planned().legs();
        json.name("plan").beginArray();
        legs.forEach(leg -> leg(leg, routed.moment(), routed.facts()));
        json.endArray();
        if (!routed.made().planned().mirrors().isEmpty()) {
            json.name("mirrors").beginArray();
            routed.made()
                    .planned()
                    .mirrors()
                    .forEach(mirror -> json.beginObject()
                            .name("target")
                            .string(mirror.to().served())
                            .name("at_once")
                            .number(mirror.atOnce())
                            .endObject());
            json.endArray();
        }
        json.name("left_out").beginArray();
        leftOut(routed)
                .forEach((target, why) -> json.beginObject()
                        .name("target")
                        .string(target)
                        .name("why")
                        .string(why)
                        .endObject());
        json.endArray();
    }

    /** What is not in the plan; what is asked in place of it after a failure is told of as that. */
    private static Map<String, String> leftOut(Explanation.Routed routed) {
        Planned planned = routed.made().planned();
        Map<String, String> leftOut = new LinkedHashMap<>();
        for (Planned.LeftOut one : planned.leftOut()) {
            leftOut.put(one.target().toString(), one.why());
        }
        Set<String> diverted = new HashSet<>();
        planned.legs().forEach(leg -> leg.terms().on().values().forEach(follow -> diverted(follow, diverted)));
        routed.route().within().targets().stream()
                .map(Object::toString)
                .sorted()
                .forEach(target -> leftOut.putIfAbsent(
                        target,
                        diverted.contains(target)
                                ? "only asked after a failure that `on` names"
                                : "not drawn to be mirrored, or only asked after a failure of what is not asked"));
        planned.legs().forEach(leg -> leftOut.remove(leg.target().served()));
        planned.mirrors().forEach(mirror -> leftOut.remove(mirror.to().served()));
        return leftOut;
    }

    private static void diverted(Leg.Follow follow, Set<String> into) {
        if (follow instanceof Leg.Follow.Divert(List<Leg> legs)) {
            legs.forEach(leg -> into.add(leg.target().served()));
        }
    }

    private void leg(Leg leg, Moment moment, CallFacts facts) {
        Target target = leg.target();
        json.beginObject().name("target").string(target.served());
        json.name("credential");
        text(target.provider().credential().isEmpty() ? null : target.provider().credential());
        json.name("why").string(leg.why());
        terms(leg.terms());
        Leg.Hedge hedge = leg.hedge();
        if (hedge != null) {
            json.name("hedge").beginObject().name("node").number(hedge.node());
            json.name("after_ms").number(hedge.after().toMillis()).endObject();
        }
        Lanes.View view = moment.of(target);
        json.name("health").beginObject().name("resting");
        text(view.rest());
        json.name("rest_ms").number(view.restMillis()).name("first_token_ms");
        if (Double.isNaN(view.firstTokenMillis())) {
            json.nothing();
        } else {
            json.number(Math.round(view.firstTokenMillis()));
        }
        json.name("in_flight").number(view.inFlight()).endObject();
        price(target, moment, facts);
        json.endObject();
    }

    /** What the catalog says, and what `cheapest` compares: this request's tokens, as many written as read. */
    private void price(Target target, Moment moment, CallFacts facts) {
        Prices prices = moment.prices(target);
        if (prices != null) {
            ModelFields.price(json, prices);
        }
        BigDecimal compared = moment.price(target, facts.tokens());
        if (compared != null) {
            json.name("compared_usd").string(compared.toPlainString());
        }
    }

    private void terms(Leg.Terms terms) {
        json.name("terms").beginObject();
        if (!terms.spans().isEmpty()) {
            json.name("timeouts_ms").beginArray();
            terms.spans().forEach(span -> json.number(span.most().toMillis()));
            json.endArray();
        }
        millis("first_token_ms", terms.firstToken());
        millis("stall_ms", terms.stall());
        if (terms.retries() != null) {
            json.name("retries").number(terms.retries());
        }
        if (!terms.on().isEmpty()) {
            json.name("on").beginObject();
            new EnumMap<>(terms.on()).forEach(this::follow);
            json.endObject();
        }
        if (terms.goesOn()) {
            json.name("continue").bool(true);
        }
        names("defaults", terms.additions().defaults().keySet());
        names("body", terms.additions().body().keySet());
        names("headers", terms.additions().headers().keySet());
        json.endObject();
    }

    /** What is added to requests, by name: values may be secrets. */
    private void names(String of, Set<String> names) {
        if (!names.isEmpty()) {
            json.name(of).beginArray();
            names.stream().sorted().forEach(json::string);
            json.endArray();
        }
    }

    private void follow(FailureClass failure, Leg.Follow follow) {
        json.name(failure.word());
        switch (follow) {
            case Leg.Follow.Next() -> json.string("next");
            case Leg.Follow.Stop() -> json.string("stop");
            case Leg.Follow.Divert(List<Leg> legs) -> {
                json.beginArray();
                legs.forEach(leg -> json.string(leg.target().served()));
                json.endArray();
            }
        }
    }

    private void millis(String name, @Nullable Duration time) {
        if (time != null) {
            json.name(name).number(time.toMillis());
        }
    }

    private void refused(Failure failure) {
        json.name("refused").beginObject();
        json.name("status").number(failure.status()).name("code").string(failure.code());
        json.name("message").string(failure.message()).endObject();
    }

    private void text(@Nullable String text) {
        if (text == null) {
            json.nothing();
        } else {
            json.string(text);
        }
    }
}
