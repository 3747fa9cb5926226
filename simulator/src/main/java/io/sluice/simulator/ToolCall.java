package io.sluice.simulator;

/**
 * A call a chat answer asks for.
 *
 * @param name the function
 * @param arguments JSON text, sent as it is, even if it is none
 */
public record ToolCall(String name, String arguments) {}
