package io.sluice.gateway.call.wire;

/** One header line. The name is in lower case; neither part holds CR, LF or NUL: whoever writes it to a wire checks that. */
public record Header(String name, String value) {}
