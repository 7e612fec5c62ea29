/** What others make of the same task on the same tensors. */
@NullMarked
package org.hillock.bench.rival;

import org.jspecify.annotations.NullMarked;
