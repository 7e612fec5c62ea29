package org.hillock.plugins.augmentations;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/** A part of the image's size, cut out of the image with a margin around it. */
@Component(
    id = "random-crop",
    doc =
        "Puts a margin around an image and cuts an image of its size out, anywhere: moves it by up"
            + " to the margin in both directions.")
public record RandomCrop(
    @Param(doc = "width of the margin", unit = "pixels", value = "4", min = 0) int padding,
    @Param(
            doc =
                "values of the margin, one or one for each channel; black in an image that was"
                    + " normalised is -mean/deviation",
            value = "[0]")
        List<Double> fill)
    implements Augmentation {

  /** Checks that there is something to fill the margin with. */
  public RandomCrop {
    fill = List.copyOf(fill);
    if (fill.isEmpty()) {
      throw new IllegalArgumentException("fill is one value, or one for each channel");
    }
  }

  @Override
  public void augment(Tensor sample, SampleShape shape, RandomStream random) {
    int[] extents = Pictures.extents("random-crop", shape);
    int height = extents[0];
    int width = extents[1];
    int channels = extents[2];
    requireFill(channels);
    int down = (int) random.uniform(0, 0, 2L * padding + 1) - padding;
    int right = (int) random.uniform(1, 0, 2L * padding + 1) - padding;
    var image = sample.toArray();
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int fromRow = row + down;
        int fromColumn = column + right;
        boolean inside = fromRow >= 0 && fromRow < height && fromColumn >= 0 && fromColumn < width;
        for (int c = 0; c < channels; c++) {
          float value =
              inside
                  ? image[(fromRow * width + fromColumn) * channels + c]
                  : fill.get(c % fill.size()).floatValue();
          sample.set(((long) row * width + column) * channels + c, value);
        }
      }
    }
  }

  private void requireFill(int channels) {
    if (fill.size() != 1 && fill.size() != channels) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "random-crop fills %d channels, the images have %d; give fill one value, or one for each"
              .formatted(fill.size(), channels));
    }
  }
}
