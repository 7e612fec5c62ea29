/** Matrix products: tensors off the heap, packed panels and register tiles in arrays. */
@NullMarked
package org.hillock.plugins.cpu.gemm;

import org.jspecify.annotations.NullMarked;
