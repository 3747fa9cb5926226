package io.sluice.gateway.upstream.reach;

/** What it takes to reach an origin; made once for the process. */
public record Reach(Names names, ProxyRules proxies, TlsContexts tls) {}
