/**
 * Spiking networks that need one time step (Chowdhury, Rathi and Roy 2021): convolutional networks
 * with rectified units or with spiking neurons, the conversion of the one into the other, and a
 * trainer that takes a converted network from several time steps to one.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread.
 */
@NullMarked
package org.hillock.plugins.iir;

import org.jspecify.annotations.NullMarked;
