package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.tensor.Shape;

/** A table of numbers with a column of classes. */
@Component(
    id = "csv",
    doc =
        "A table in a text file: one sample a line, numbers as features, one column with the class"
            + " (any text). A share of each class, evenly spread over the file, is held out for"
            + " testing. May be compressed (.gz).")
public record Csv(
    @Param(doc = "the file, absolute or relative to the data store") String path,
    @Param(
            doc = "the column of the class: its name, its number from 1 (in quotes), or last",
            value = "last")
        String label,
    @Param(doc = "whether the first line has the names of the columns", value = "true")
        boolean header,
    @Param(doc = "names or numbers of columns to leave out", value = "[]") List<String> ignore,
    @Param(doc = "the character between cells", value = "','") String separator,
    @Param(doc = "share of each class that is held out", value = "0.2", above = 0, below = 1)
        double testFraction,
    @Param(
            doc = "how many samples of the training part, its last, become the validation split",
            value = "0",
            min = 0)
        int validation,
    @Param(
            doc =
                "none; unit: each column from 0 to 1; standard: each column with mean 0 and"
                    + " deviation 1; both over the training part",
            value = "none")
        Scaling scaling,
    @Param(
            doc = "time steps a line is read as, the first columns first; 0: a sample without time",
            unit = "steps",
            value = "0",
            min = 0)
        int steps)
    implements DataSet {

  public Csv {
    ignore = List.copyOf(ignore);
    if (separator.length() != 1) {
      throw new IllegalArgumentException("separator takes one character, got " + separator);
    }
  }

  @Override
  public Samples open(Path store) {
    var file = DataFiles.given(store, path, "data.path");
    var table = CsvTable.read(file, separator.charAt(0), header);
    var columns = CsvColumns.choose(file, table, label, ignore);
    var labels = columns.labels();
    var partition = Partition.heldOut(labels.of(), labels.classes(), testFraction, validation);
    float[][] rows = columns.features();
    scaling.apply(rows, partition.train());
    return new ArraySamples(
        shape(columns.count()), labels.classes(), new FloatContent(rows), labels.of(), partition);
  }

  private SampleShape shape(int columns) {
    if (steps == 0) {
      return new SampleShape(0, Shape.of(columns));
    }
    if (columns % steps != 0) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "data.steps: %d feature columns cannot be read as %d time steps of equal size"
              .formatted(columns, steps));
    }
    return new SampleShape(steps, Shape.of(columns / steps));
  }
}
