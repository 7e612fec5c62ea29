package org.hillock.plugins.delays;

import java.util.Optional;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Tensor;

/** What a tap concerns of a tensor, as views made once for as long as the tensor stays. */
final class TapViews {

  /** The part of a tensor that concerns a tap. */
  @FunctionalInterface
  interface Part {
    Tensor of(Tensor whole, int tap);
  }

  private final Buffer whole;
  private final int first;
  private final int end;
  private final Part part;
  private Optional<Tensor> seen = Optional.empty();
  private Tensor[] views = {};

  /** For the taps from {@code first} to before {@code end}. */
  TapViews(Buffer whole, int first, int end, Part part) {
    this.whole = whole;
    this.first = first;
    this.end = end;
    this.part = part;
  }

  Tensor at(int tap) {
    var tensor = whole.tensor();
    if (seen.isEmpty() || seen.get() != tensor) {
      seen = Optional.of(tensor);
      views = new Tensor[end - first];
      for (int k = first; k < end; k++) {
        views[k - first] = part.of(tensor, k);
      }
    }
    return views[tap - first];
  }
}
