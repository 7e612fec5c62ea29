package org.hillock.plugins.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Samples;

/**
 * UCI's optical recognition of handwritten digits: 1,797 images of 8×8 pixels, values in [0, 1].
 * Part of the plugin; needs no installation. Licence: CC BY 4.0.
 */
@Component(
    id = "digits",
    doc =
        "1,797 handwritten digits of 8×8 pixels, values from 0 to 1, shipped with the platform."
            + " Test split: a fifth of each class, evenly spread. By E. Alpaydin and C. Kaynak, UCI"
            + " Machine Learning Repository, CC BY 4.0.",
    cites =
        "Alpaydin, E., Kaynak, C. (1998). Optical recognition of handwritten digits. UCI Machine"
            + " Learning Repository. doi:10.24432/C50P49.")
public record Digits(
    @Param(
            doc = "whether an image is shown as a whole or over time: none, rows or pixels",
            value = "none")
        Sequence sequence,
    @Param(
            doc = "how many samples of the training part, its last, become the validation split",
            value = "0",
            min = 0)
        int validation)
    implements DataSet {

  private static final int SAMPLES = 1797;
  private static final int SIDE = 8;
  private static final float WHITE = 16;

  @Override
  public Samples open(Path store) {
    var rows = new float[SAMPLES][SIDE * SIDE];
    int[] labels = new int[SAMPLES];
    var lines = text().lines().toList();
    for (int row = 0; row < SAMPLES; row++) {
      String[] cells = lines.get(row).split(",");
      for (int i = 0; i < SIDE * SIDE; i++) {
        rows[row][i] = Integer.parseInt(cells[i]) / WHITE;
      }
      labels[row] = Integer.parseInt(cells[SIDE * SIDE]);
    }
    return new ArraySamples(
        sequence.shape(SIDE, SIDE),
        10,
        new FloatContent(rows),
        labels,
        Partition.heldOut(labels, 10, 0.2, validation));
  }

  private static String text() {
    try (InputStream packed = Digits.class.getResourceAsStream("digits.csv.gz");
        var in = new GZIPInputStream(packed)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new HillockException(
          ErrorCode.CORRUPT_FILE, "the digits inside the plugin cannot be read", e);
    }
  }
}
