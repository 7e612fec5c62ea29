package org.hillock.plugins.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** Files that are read, and made spectrograms, when a sample is asked for. */
final class CommandSamples implements Samples {

  private static final SampleShape SHAPE =
      new SampleShape(MelSpectrogram.FRAMES, Shape.of(MelSpectrogram.BANDS));

  private final CommandFiles files;
  private final String sha256;
  private final Queue<MelSpectrogram> idle = new ConcurrentLinkedQueue<>();

  CommandSamples(CommandFiles files) {
    this.files = files;
    var sum = Sums.sha256();
    Sums.update(sum, files.words().toString());
    for (var file : files.files()) {
      Sums.update(sum, file.getFileName().toString());
      Sums.update(sum, bytes(file));
    }
    for (var split : Split.values()) {
      Sums.update(sum, files.partition().rows(split));
    }
    sha256 = HexFormat.of().formatHex(sum.digest());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Errors.unreadable(file, e);
    }
  }

  @Override
  public SampleShape shape() {
    return SHAPE;
  }

  @Override
  public int classes() {
    return files.words().size();
  }

  @Override
  public int size(Split split) {
    return files.partition().rows(split).length;
  }

  @Override
  public void read(Split split, int index, Tensor sample) {
    var file = files.files().get(files.partition().rows(split)[index]);
    var sound = Wav.read(file.toString(), bytes(file), MelSpectrogram.RATE);
    var free = idle.poll();
    var mel = free == null ? new MelSpectrogram() : free;
    mel.write(sound, sample);
    idle.add(mel);
  }

  @Override
  public int label(Split split, int index) {
    return files.labels()[files.partition().rows(split)[index]];
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public String splitDescription() {
    return files.partition().description();
  }

  @Override
  public void close() {}
}
