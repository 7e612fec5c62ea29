/** A neuron with an exponential rise and an adaptation current. */
@NullMarked
package org.example.adexlike;

import org.jspecify.annotations.NullMarked;
