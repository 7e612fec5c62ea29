package org.hillock.plugins.augmentations;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/** A part of random size and form, stretched over the whole image. */
@Component(
    id = "random-resized-crop",
    doc =
        "Cuts a part of random area and form out of an image and stretches it over the whole, by"
            + " linear interpolation.",
    cites =
        "Szegedy, C., et al. (2015). Going deeper with convolutions. CVPR 2015. (training of"
            + " ImageNet networks)")
public record RandomResizedCrop(
    @Param(doc = "the smallest share of the image's area", value = "0.08", above = 0, max = 1)
        double area,
    @Param(
            doc = "by how much a part may be longer than wide, or wider than long",
            value = "1.3333",
            min = 1)
        double form)
    implements Augmentation {

  @Override
  public void augment(Tensor sample, SampleShape shape, RandomStream random) {
    int[] extents = Pictures.extents("random-resized-crop", shape);
    int height = extents[0];
    int width = extents[1];
    int channels = extents[2];
    double share = random.uniform(0, area, 1);
    double stretch = Math.exp(random.uniform(1, -Math.log(form), Math.log(form)));
    double rows = Math.min(height, height * Math.sqrt(share / stretch));
    double columns = Math.min(width, width * Math.sqrt(share * stretch));
    double top = random.uniform(2) * (height - rows);
    double left = random.uniform(3) * (width - columns);
    var image = sample.toArray();
    for (int row = 0; row < height; row++) {
      double y = Math.clamp(top + (row + 0.5) * rows / height - 0.5, 0, height - 1);
      for (int column = 0; column < width; column++) {
        double x = Math.clamp(left + (column + 0.5) * columns / width - 0.5, 0, width - 1);
        for (int c = 0; c < channels; c++) {
          long at = ((long) row * width + column) * channels + c;
          sample.set(at, between(image, extents, y, x, c));
        }
      }
    }
  }

  /** The value at a place between four pixels. */
  private static float between(float[] image, int[] extents, double y, double x, int channel) {
    int row = (int) y;
    int column = (int) x;
    int below = Math.min(row + 1, extents[0] - 1);
    int beside = Math.min(column + 1, extents[1] - 1);
    double a = at(image, extents, row, column, channel);
    double b = at(image, extents, row, beside, channel);
    double c = at(image, extents, below, column, channel);
    double d = at(image, extents, below, beside, channel);
    double upper = a + (x - column) * (b - a);
    double lower = c + (x - column) * (d - c);
    return (float) (upper + (y - row) * (lower - upper));
  }

  private static double at(float[] image, int[] extents, int row, int column, int channel) {
    return image[(row * extents[1] + column) * extents[2] + channel];
  }
}
