package org.hillock.plugins.augmentations;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/** Left and right exchanged. */
@Component(id = "horizontal-flip", doc = "Mirrors an image, left to right, with a probability.")
public record HorizontalFlip(
    @Param(doc = "probability that an image is mirrored", value = "0.5", min = 0, max = 1)
        double probability)
    implements Augmentation {

  @Override
  public void augment(Tensor sample, SampleShape shape, RandomStream random) {
    int[] extents = Pictures.extents("horizontal-flip", shape);
    if (random.uniform(0) >= probability) {
      return;
    }
    int width = extents[1];
    int channels = extents[2];
    for (int row = 0; row < extents[0]; row++) {
      for (int column = 0; column < width / 2; column++) {
        long left = ((long) row * width + column) * channels;
        long right = ((long) row * width + width - 1 - column) * channels;
        for (int c = 0; c < channels; c++) {
          float value = sample.get(left + c);
          sample.set(left + c, sample.get(right + c));
          sample.set(right + c, value);
        }
      }
    }
  }
}
