/**
 * A backend whose dense matrix products and convolutions are oneDNN's, called through the foreign
 * function API; everything else is another backend's.
 *
 * <p>{@link org.hillock.plugins.onednn.OneDnnDevice} decides who computes what; {@code Products}
 * and {@code Convolutions} keep oneDNN's primitives by shape; {@code Engine} and {@code Primitive}
 * hold its objects and scratch memory, {@code Dnnl} the functions themselves; {@code Carrier} finds
 * and unpacks the library.
 *
 * <p><b>Determinism.</b> The same machine, library and number of threads give the same bits; oneDNN
 * promises nothing beyond that.
 */
@NullMarked
package org.hillock.plugins.onednn;

import org.jspecify.annotations.NullMarked;
