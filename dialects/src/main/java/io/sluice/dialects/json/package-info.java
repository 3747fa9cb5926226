/** JSON as bytes: scanned once, spliced at offsets, written without a tree. */
@NullMarked
package io.sluice.dialects.json;

import org.jspecify.annotations.NullMarked;
