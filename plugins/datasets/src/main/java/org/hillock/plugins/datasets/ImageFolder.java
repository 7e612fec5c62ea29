package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Samples;

/** Colour images in folders, one for each class. */
@Component(
    id = "image-folder",
    doc =
        "Colour images, PNG or JPEG, under train/CLASS/ and test/CLASS/ of a folder. Each is scaled"
            + " until its shorter side fits, then cut to a square around its middle. Images are"
            + " read when they are needed. A run's checksum is over the content of all files; those"
            + " of the same size and time of change are not read again for it.")
public record ImageFolder(
    @Param(doc = "the folder that has train and test; absolute or relative to the data store")
        String path,
    @Param(doc = "height and width of the square", unit = "pixels", min = 1) int side,
    @Param(
            doc = "length the shorter side is scaled to; if not given, the square's",
            unit = "pixels",
            min = 1)
        Optional<Integer> shorterSide,
    @Param(
            doc =
                "the share of each training class that becomes the validation split, evenly spread"
                    + " in order of names",
            value = "0",
            min = 0,
            below = 1)
        double validation,
    @Param(
            doc = "what is subtracted from values in [0, 1]: one number, or one for each channel",
            value = "[0]")
        List<Double> mean,
    @Param(doc = "what they are divided by then", value = "[1]") List<Double> deviation)
    implements DataSet {

  /** Checks that the square fits and the scales do. */
  public ImageFolder {
    new Channels(mean, deviation).fitting(3);
    if (shorterSide.isPresent() && shorterSide.get() < side) {
      throw new IllegalArgumentException(
          "the square of %d pixels does not fit into a shorter side of %d"
              .formatted(side, shorterSide.get()));
    }
  }

  @Override
  public Samples open(Path store) {
    var folder = ClassFolders.open(store.resolve(path));
    var view =
        new FolderSamples.View(side, shorterSide.orElse(side), new Channels(mean, deviation));
    return FolderSamples.of(folder, validation, view, store);
  }
}
