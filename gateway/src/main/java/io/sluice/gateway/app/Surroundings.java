package io.sluice.gateway.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command may see of the process it runs in; nothing else in the program asks the system for these.
 *
 * @param terminal where it writes
 * @param environment the variables of the process
 * @param folder the working directory, against which relative paths are read
 * @param clock the time of day
 */
record Surroundings(Terminal terminal, Map<String, String> environment, Path folder, InstantSource clock) {}
