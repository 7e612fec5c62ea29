package org.hillock.plugins.speech;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Reads WAV files: one channel of 16 bits. */
final class Wav {

  private static final int BITS = 16;

  private Wav() {}

  /**
   * The samples, from -1 to 1.
   *
   * @param file its name, for errors
   * @param rate the samples a second that are wanted
   * @throws org.hillock.api.HillockException with {@code CORRUPT_FILE} if it is something else, or
   *     ends before its header says
   */
  static float[] read(String file, byte[] bytes, int rate) {
    try (var in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(bytes))) {
      requireFormat(file, in.getFormat(), rate);
      return samples(file, in);
    } catch (UnsupportedAudioFileException _) {
      throw Errors.corrupt(file, "it is no WAV file that can be read");
    } catch (IOException e) {
      throw Errors.corrupt(file, "it cannot be read (%s)".formatted(e.getMessage()));
    }
  }

  private static void requireFormat(String file, AudioFormat format, int rate) {
    boolean right =
        format.getEncoding().equals(Encoding.PCM_SIGNED)
            && format.getSampleRate() == rate
            && format.getChannels() == 1
            && format.getSampleSizeInBits() == BITS;
    if (!right) {
      throw Errors.corrupt(
          file,
          "expected %,d Hz, 1 channel, %d bits, signed; found %,.0f Hz, %d channels, %d bits, %s;"
                  .formatted(
                      rate,
                      BITS,
                      format.getSampleRate(),
                      format.getChannels(),
                      format.getSampleSizeInBits(),
                      format.getEncoding())
              + " convert it");
    }
  }

  private static float[] samples(String file, AudioInputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    long wanted = in.getFrameLength();
    if (bytes.length < wanted * Short.BYTES) {
      throw Errors.corrupt(
          file,
          "its header says %,d samples, it ends after %,d"
              .formatted(wanted, bytes.length / Short.BYTES));
    }
    if (bytes.length < Short.BYTES) {
      throw Errors.corrupt(file, "it has no samples");
    }
    boolean big = in.getFormat().isBigEndian();
    var shorts =
        ByteBuffer.wrap(bytes)
            .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
            .asShortBuffer();
    var samples = new float[shorts.remaining()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = shorts.get(i) / 32768f;
    }
    return samples;
  }
}
