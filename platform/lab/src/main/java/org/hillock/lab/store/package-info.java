/**
 * The lab's records in a database: an embedded one in the lab's home. Every method is one
 * transaction; what it returned for is on disk, whatever happens to the process afterwards.
 *
 * <p>The SQL is what H2 and PostgreSQL have in common. Changes of the tables are migrations in
 * {@code db/migration}, applied when a store is opened.
 *
 * <p><b>Threading.</b> Everything is safe for use by several threads.
 */
@NullMarked
package org.hillock.lab.store;

import org.jspecify.annotations.NullMarked;
