package org.hillock.plugins.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FftTest {

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16, 128, 256})
  void isTheSumThatDefinesTheTransformAndBackwardsItsInverse(int size) {
    var random = new Random(size);
    float[] re = new float[size];
    float[] im = new float[size];
    for (int i = 0; i < size; i++) {
      re[i] = (float) random.nextGaussian();
      im[i] = (float) random.nextGaussian();
    }
    float[] x = re.clone();
    float[] y = im.clone();
    var fft = new Fft(size);
    fft.forward(x, y);
    for (int k = 0; k < size; k++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int n = 0; n < size; n++) {
        double angle = -2 * Math.PI * k * n / size;
        sumRe += re[n] * Math.cos(angle) - im[n] * Math.sin(angle);
        sumIm += re[n] * Math.sin(angle) + im[n] * Math.cos(angle);
      }
      assertEquals(sumRe, x[k], 1e-4);
      assertEquals(sumIm, y[k], 1e-4);
    }
    fft.backward(x, y);
    for (int n = 0; n < size; n++) {
      assertEquals(re[n], x[n] / size, 1e-5);
      assertEquals(im[n], y[n] / size, 1e-5);
    }
  }
}
