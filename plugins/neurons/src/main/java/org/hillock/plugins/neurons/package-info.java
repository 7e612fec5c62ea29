/**
 * Neuron models and surrogates. A neuron states the equations of one time step; the engine
 * differentiates them and a backend compiles them. Time is counted in steps.
 *
 * <p>The membrane potential rests at 0 and starts there, save in the models that are stated in mV.
 * A spike resets it within the same time step. By default the reset is detached: constant to the
 * gradient, as in the field's libraries and after Zenke and Vogels (2021), who found that learning
 * suffers when gradients flow through it.
 *
 * <p>Surrogates are functions of the distance from the threshold, most of them even ones. Their
 * areas differ: those that integrate to 1 stand for a step from 0 to 1, the others are scaled as in
 * the papers they come from.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread.
 */
@NullMarked
package org.hillock.plugins.neurons;

import org.jspecify.annotations.NullMarked;
