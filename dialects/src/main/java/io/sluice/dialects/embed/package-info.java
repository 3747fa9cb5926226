/** The canonical words for embeddings: what is asked of a model that gives vectors, and what it answers. */
@NullMarked
package io.sluice.dialects.embed;

import org.jspecify.annotations.NullMarked;
