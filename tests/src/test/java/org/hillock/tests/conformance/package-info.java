/** Every operation and neuron on every backend, and the page that shows the results. */
@NullMarked
package org.hillock.tests.conformance;

import org.jspecify.annotations.NullMarked;
