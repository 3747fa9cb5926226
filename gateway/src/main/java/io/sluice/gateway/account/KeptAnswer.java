package io.sluice.gateway.account;

import java.time.Instant;

/**
 * An answer kept here, as a store has it.
 *
 * @param id its id, unique
 * @param owner who may ask for it
 * @param made when the call came in
 * @param sealed its content, encrypted; the array is not copied
 */
public record KeptAnswer(String id, Owner owner, Instant made, byte[] sealed) {}
