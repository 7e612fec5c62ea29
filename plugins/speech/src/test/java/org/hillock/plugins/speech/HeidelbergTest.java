package org.hillock.plugins.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that h5py wrote in the published layout: see write.py beside them. */
class HeidelbergTest {

  @TempDir private Path store;

  private void install(String resource, String file) throws IOException {
    var folder = Files.createDirectories(store.resolve(file.substring(0, 3)));
    try (var in = HeidelbergTest.class.getResourceAsStream(resource)) {
      Files.write(folder.resolve(file), in.readAllBytes());
    }
  }

  private void installShd(String train) throws IOException {
    install(train, "shd_train.h5");
    install("vlen.h5", "shd_test.h5");
  }

  private static Shd shd(int steps) {
    return new Shd(0, 5, 10, steps);
  }

  /** What write.py wrote, binned: 7 ms apart, of units 37 apart. */
  private static float[] expected(int sample, int steps) {
    var counts = new float[steps * 140];
    double first = half(0.05);
    for (int i = 0; i < 5 + 3 * sample; i++) {
      int bin = (int) Math.floor((half(0.05 + 0.007 * i) - first) * 100);
      if (bin < steps) {
        counts[bin * 140 + (100 * sample + 37 * i) % 700 / 5]++;
      }
    }
    return counts;
  }

  private static double half(double value) {
    return Float.float16ToFloat(Float.floatToFloat16((float) value));
  }

  private static float[] read(Samples samples, Split split, int index) {
    var sample = Tensors.zeros(samples.shape().tensor().dims());
    samples.read(split, index, sample);
    return sample.toArray();
  }

  @Test
  void bothLayoutsAreBinnedFromTheFirstSpikeAndPaddedToTheLongestSample() throws IOException {
    for (var layout : new String[] {"vlen.h5", "flat.h5"}) {
      installShd(layout);
      try (var samples = shd(0).open(store)) {
        assertEquals(20, samples.classes());
        assertEquals("18 steps of 140", samples.shape().toString());
        assertEquals(8, samples.size(Split.TRAIN));
        assertEquals(0, samples.size(Split.VALIDATION));
        assertEquals(8, samples.size(Split.TEST));
        for (int i = 0; i < 8; i++) {
          assertArrayEquals(expected(i, 18), read(samples, Split.TRAIN, i), layout + " " + i);
          assertArrayEquals(expected(i, 18), read(samples, Split.TEST, i));
        }
        assertEquals(19, samples.label(Split.TRAIN, 3));
      }
    }
  }

  @Test
  void aFixedNumberOfStepsCutsWhatComesLater() throws IOException {
    installShd("vlen.h5");
    try (var samples = shd(6).open(store)) {
      assertArrayEquals(expected(7, 6), read(samples, Split.TEST, 7));
    }
  }

  @Test
  void aShareOfEachClassOfTheTrainingFileValidates() throws IOException {
    installShd("vlen.h5");
    try (var samples = new Shd(0.5, 5, 10, 0).open(store)) {
      assertEquals(4, samples.size(Split.TRAIN));
      assertEquals(8, samples.size(Split.TEST));
      var labels = new int[4];
      Arrays.setAll(labels, i -> samples.label(Split.VALIDATION, i));
      assertArrayEquals(new int[] {0, 1, 2, 19}, labels);
      assertArrayEquals(expected(4, 18), read(samples, Split.VALIDATION, 0));
    }
  }

  @Test
  void speechCommandsHaveAValidationFileAndMoreClasses() throws IOException {
    install("vlen.h5", "ssc_train.h5");
    install("flat.h5", "ssc_valid.h5");
    install("vlen.h5", "ssc_test.h5");
    try (var samples = new Ssc(700, 10, 0).open(store)) {
      assertEquals(35, samples.classes());
      for (var split : Split.values()) {
        assertEquals(8, samples.size(split));
      }
      float spikes = 0;
      for (float count : read(samples, Split.VALIDATION, 7)) {
        spikes += count;
      }
      assertEquals(26, spikes);
    }
  }

  private void refused(DataSet data, ErrorCode code, String message) {
    var thrown = assertThrows(HillockException.class, () -> data.open(store).close());
    assertTrue(thrown.getMessage().contains(message), thrown.getMessage());
    assertEquals(code, thrown.code());
  }

  @Test
  void damagedFilesAreToldByWhatIsWrong() throws IOException {
    installShd("label.h5");
    refused(shd(0), ErrorCode.CORRUPT_FILE, "the label of sample 7 is 35, there are classes 0 to");
    installShd("unit.h5");
    refused(shd(0), ErrorCode.CORRUPT_FILE, "a spike of unit 700, there are units 0 to 699");
    installShd("ragged.h5");
    refused(shd(0), ErrorCode.CORRUPT_FILE, "sample 7 has 26 times and 25 units");
    installShd("vlen.h5");
    var file = store.resolve("shd/shd_train.h5");
    var whole = Files.readAllBytes(file);
    for (int length : new int[] {whole.length - 3000, whole.length / 2, 700, 3, 0}) {
      Files.write(file, Arrays.copyOf(whole, length));
      refused(shd(0), ErrorCode.CORRUPT_FILE, "shd_train.h5 is not what it should be");
    }
    installShd("write.py");
    refused(shd(0), ErrorCode.CORRUPT_FILE, "it cannot be read as HDF5");
  }

  @Test
  void missingFilesAreToldWithWhatInstallsThem() throws IOException {
    install("vlen.h5", "shd_train.h5");
    refused(shd(0), ErrorCode.DATA_UNAVAILABLE, "run: hillock data install shd");
    refused(new Ssc(5, 10, 0), ErrorCode.DATA_UNAVAILABLE, "there is no");
  }
}
