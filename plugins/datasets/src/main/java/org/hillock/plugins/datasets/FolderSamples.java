package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** Images that are decoded each time they are read. */
final class FolderSamples implements Samples {

  private static final int CHANNELS = 3;

  /**
   * How images are shown.
   *
   * @param shorterSide pixels the shorter side is scaled to, before the middle is cut out
   */
  record View(int side, int shorterSide, Channels channels) {}

  private final ClassFolders folders;
  private final List<ClassFolders.Image> images;
  private final Partition partition;
  private final View view;
  private final Path store;
  private String sha256 = "";

  private FolderSamples(
      ClassFolders folders,
      List<ClassFolders.Image> images,
      Partition partition,
      View view,
      Path store) {
    this.folders = folders;
    this.images = images;
    this.partition = partition;
    this.view = view;
    this.store = store;
  }

  /**
   * The images of folders; a share of each training class is for validation.
   *
   * @param store where the checksums of the images are kept
   */
  static FolderSamples of(ClassFolders folders, double validation, View view, Path store) {
    var all = new ArrayList<>(folders.train());
    all.addAll(folders.test());
    int[] labels = folders.train().stream().mapToInt(ClassFolders.Image::label).toArray();
    var files = Partition.ofFiles(folders.train().size(), folders.test().size(), 0);
    var held = Partition.heldOut(labels, folders.classes().size(), validation, 0);
    var description =
        files.description() + (validation > 0 ? "; validation " + held.description() : "");
    var partition = new Partition(held.train(), held.test(), files.test(), description);
    return new FolderSamples(folders, all, partition, view, store);
  }

  @Override
  public SampleShape shape() {
    return new SampleShape(0, Shape.of(view.side(), view.side(), CHANNELS));
  }

  @Override
  public int classes() {
    return folders.classes().size();
  }

  @Override
  public int size(Split split) {
    return partition.rows(split).length;
  }

  @Override
  public void read(Split split, int index, Tensor sample) {
    var file = images.get(partition.rows(split)[index]).file();
    var picture = Picture.read(file).withShorterSide(view.shorterSide());
    int i = 0;
    for (int row = 0; row < view.side(); row++) {
      for (int column = 0; column < view.side(); column++) {
        for (int c = 0; c < CHANNELS; c++) {
          float value = picture.centred(view.side(), row, column, c);
          sample.set(i++, view.channels().value(value, c));
        }
      }
    }
  }

  @Override
  public int label(Split split, int index) {
    return images.get(partition.rows(split)[index]).label();
  }

  /** Asked for by some of those who open data, and long in coming. */
  @Override
  public synchronized String sha256() {
    if (sha256.isEmpty()) {
      sha256 = Checksums.of(this::digest);
    }
    return sha256;
  }

  @Override
  public String splitDescription() {
    return partition.description();
  }

  private void digest(MessageDigest sum) {
    Checksums.put(sum, "%s, shorter side %d\n".formatted(shape(), view.shorterSide()));
    var sums = KeptSums.of(folders.root(), store);
    var contents = sums.of(images.stream().map(ClassFolders.Image::file).toList());
    for (int i = 0; i < images.size(); i++) {
      var name = folders.root().relativize(images.get(i).file());
      var line = "%s %s %d\n".formatted(name, contents.get(i), images.get(i).label());
      Checksums.put(sum, line);
    }
    view.channels().digest(sum);
    Checksums.put(sum, partition);
  }

  @Override
  public void close() {}
}
