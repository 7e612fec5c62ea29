/**
 * What the lab keeps and tells: runs, experiments, events, pages, errors. Plain values, immutable,
 * without behaviour of their own.
 */
@NullMarked
package org.hillock.lab.record;

import org.jspecify.annotations.NullMarked;
