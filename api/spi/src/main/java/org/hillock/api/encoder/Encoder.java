package org.hillock.api.encoder;

import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/** Turns samples into sequences. A component (kind {@code encoder}). */
@ConsumerType
public interface Encoder {

  /**
   * The sequences made of such samples.
   *
   * @return steps at least 1
   * @throws org.hillock.api.HillockException with {@code SHAPE_MISMATCH} if this encoder cannot
   *     take such samples
   */
  SampleShape encoded(SampleShape sample);

  /**
   * Encodes one sample.
   *
   * @param sample {@code [features…]}, or {@code [steps][features…]} if the sample has steps
   * @param sequence {@code [T][features…]} of the encoded shape; every element is written
   * @param random this sample's random numbers
   */
  void encode(Tensor sample, Tensor sequence, RandomStream random);
}
