package org.hillock.plugins.cpu.image;

/**
 * Elements of a window whose weights' gradients are summed together.
 *
 * @param phase of the events they meet
 * @param taps window elements in the order of the sums
 * @param offsets of the gathers' rows, in floats
 */
record TapGroup(int phase, int[] taps, int[] offsets, Gather ofOnes, Gather ofValues) {}
