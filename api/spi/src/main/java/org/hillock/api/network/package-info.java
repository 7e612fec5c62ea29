/**
 * Neurons and layers. A network is a list of components; each says, symbolically, what it adds to
 * the computation, and the engine infers shapes, plans memory, differentiates and runs it.
 *
 * <p>Sequences are {@code [T][B][features…]}. Shapes in this package are those of the features;
 * time and batch are chosen when a network is run. A neuron is a layer that is given by {@linkplain
 * org.hillock.api.network.NeuronModel equations}; a layer with a gradient of its own brings an
 * {@link org.hillock.api.network.Operation}.
 *
 * <p><b>State.</b> What is carried from step to step lives in a {@link
 * org.hillock.api.network.State} that the caller passes; a new sequence gets a new one.
 *
 * <p><b>Threading.</b> Components are immutable. A network and its executions belong to one thread
 * at a time.
 *
 * <p><b>Stability.</b> {@code Layer}, {@code NeuronModel} and {@code Operation} are implemented by
 * plugins and change only with a new major version; the other interfaces are implemented by the
 * engine and may gain methods in a minor one.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.4.0")
@NullMarked
package org.hillock.api.network;

import org.jspecify.annotations.NullMarked;
