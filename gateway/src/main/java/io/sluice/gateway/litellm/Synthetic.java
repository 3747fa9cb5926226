package io.sluice.gateway.litellm;

import io.sluice.gateway.config.Place;
import io.sluice.gateway.config.Yaml;

/** Values that LiteLLM takes where its file has none. */
final class Synthetic {
    private Synthetic() {}

    /** A variable that LiteLLM reads by itself. */
    static Node reference(String variable, Place place) {
        return new Node(new Yaml.Scalar("os.environ/" + variable, false, false, place), place);
    }
}
