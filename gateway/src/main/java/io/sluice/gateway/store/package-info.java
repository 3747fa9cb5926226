/** What is kept on disk in SQLite: how a file is opened, and the record of calls. */
@NullMarked
package io.sluice.gateway.store;

import org.jspecify.annotations.NullMarked;
