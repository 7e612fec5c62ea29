package org.hillock.plugins.delays;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Dense synapses with a weight and a delay each. An operation takes them as the inputs after its
 * first: weight, position and, if delays are learned, sigma {@code [1]}.
 *
 * @param shape {@code [M][in][out]}
 * @param sharing which of them have a position in common
 * @param learned whether delays are learned: training spreads them; else they lie on one tap each,
 *     as at inference
 */
record Synapses(DelayWindow window, Shape shape, Sharing sharing, boolean learned) {

  /** Adds their parameters to a network. */
  List<Value> define(NetworkBuilder net, Initialiser weights, double sigma) {
    var places = sharing.positions(shape);
    var all = new ArrayList<Value>();
    all.add(net.parameter(LearnedDelays.WEIGHT, shape, weights));
    if (learned) {
      int half = window.half();
      all.add(net.parameter(LearnedDelays.POSITION, places, window::draw, -half, half));
      all.add(net.buffer(LearnedDelays.SIGMA, Shape.of(1), Initialiser.constant(sigma)));
    } else {
      all.add(net.buffer(LearnedDelays.POSITION, places, window::drawWhole));
    }
    return all;
  }

  /** How they are spread over the window. */
  Taps taps(Preparation at) {
    Taps own =
        at.training() && learned
            ? new GaussianTaps(window, at.device(), at.input(3))
            : new WholeTaps(window);
    return sharing == Sharing.SYNAPTIC ? own : new SharedTaps(at, own, sharing, shape);
  }

  /**
   * How many synapses each input drives whose weight is not zero.
   *
   * @param fanOut of any number of groups of inputs, written
   */
  void fanOut(Optional<Tensor> weight, Tensor fanOut) {
    int in = shape.dim(1);
    int out = shape.dim(2);
    var drives = new int[in];
    for (int i = 0, n = Math.toIntExact(shape.size()); i < n; i++) {
      drives[i / out % in] += weight.isEmpty() || weight.get().get(i) != 0 ? 1 : 0;
    }
    for (long i = 0; i < fanOut.size(); i++) {
      fanOut.set(i, drives[(int) (i % in)]);
    }
  }

  /**
   * The same by rounded delay.
   *
   * @param parameters theirs
   * @param byDelay from the delay on that the first of the window is, {@code
   *     [window][groups…][in]}, written
   */
  void fanOutByDelay(List<Tensor> parameters, Tensor byDelay) {
    int in = shape.dim(1);
    int out = shape.dim(2);
    long senders = byDelay.size() / window.size();
    byDelay.fill(0);
    for (int i = 0, n = Math.toIntExact(shape.size()); i < n; i++) {
      if (parameters.getFirst().get(i) != 0) {
        var position = parameters.get(1).get(sharing.position(shape, i));
        long at = window.delay(window.tap(position)) * senders;
        for (long s = i / out % in; s < senders; s += in) {
          byDelay.set(at + s, byDelay.get(at + s) + 1);
        }
      }
    }
  }
}
