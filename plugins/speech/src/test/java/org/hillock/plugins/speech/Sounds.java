package org.hillock.plugins.speech;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** WAV files for tests. */
final class Sounds {

  static final AudioFormat EXPECTED = new AudioFormat(8000, 16, 1, true, false);

  private Sounds() {}

  /** A rising tone of a speaker and digit, such as no two share. */
  static byte[] word(int digit, String speaker, int number) {
    int length = 1600 + 100 * number;
    var samples = new short[length];
    for (int i = 0; i < length; i++) {
      double t = i / 8000.0;
      double frequency = 200 + 120 * digit + 13 * speaker.length() + 900 * t;
      samples[i] = (short) (9000 * Math.sin(2 * Math.PI * frequency * t));
    }
    return wav(EXPECTED, samples);
  }

  static byte[] wav(AudioFormat format, short[] samples) {
    var bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    var out = new ByteArrayOutputStream();
    long frames = bytes.capacity() / format.getFrameSize();
    try (var in = new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, frames)) {
      AudioSystem.write(in, AudioFileFormat.Type.WAVE, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A folder with so many words of each speaker and of the digits 0 and 1. */
  static Path folder(Path folder, int words, String... speakers) throws IOException {
    Files.createDirectories(folder);
    for (var speaker : speakers) {
      for (int digit = 0; digit < 2; digit++) {
        for (int number = 0; number < words; number++) {
          Files.write(
              folder.resolve("%d_%s_%d.wav".formatted(digit, speaker, number)),
              word(digit, speaker, number));
        }
      }
    }
    return folder;
  }

  /** A folder's files in a zip file, inside a folder there. */
  static Path zip(Path folder, Path file) throws IOException {
    try (var out = new ZipOutputStream(Files.newOutputStream(file));
        var files = Files.list(folder)) {
      out.putNextEntry(new ZipEntry("README.md"));
      for (var each : files.sorted().toList()) {
        out.putNextEntry(new ZipEntry("recordings/" + each.getFileName()));
        out.write(Files.readAllBytes(each));
      }
    }
    return file;
  }
}
