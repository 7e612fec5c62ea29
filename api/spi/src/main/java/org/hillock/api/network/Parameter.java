package org.hillock.api.network;

import org.hillock.api.tensor.Tensor;

/**
 * A learnable parameter of a network.
 *
 * @param name its place in the network and its name there, for example {@code 0.weight}
 * @param value its value
 * @param gradient its gradient, written by {@link Execution#backward()}
 * @param minimum the smallest value allowed after an update
 * @param maximum the largest value allowed after an update
 */
public record Parameter(
    String name, Tensor value, Tensor gradient, double minimum, double maximum) {}
