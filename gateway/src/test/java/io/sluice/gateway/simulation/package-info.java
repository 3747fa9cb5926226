/** Routes, breakers, budgets and deadlines in virtual time: thousands of bad days, each made of a number. */
@NullMarked
package io.sluice.gateway.simulation;

import org.jspecify.annotations.NullMarked;
