package org.hillock.api.data;

import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes training samples in ways that leave their class what it was: a mirrored image, a masked
 * stretch of time. A component (kind {@code augmentation}). Samples that are evaluated are never
 * augmented.
 *
 * <p><b>Threading.</b> Immutable; the host may augment several samples at once.
 *
 * <p><b>Determinism.</b> Draws only from the stream it is given, which is a function of seed,
 * epoch, sample and place in the experiment's list.
 */
@ConsumerType
public interface Augmentation {

  /**
   * Changes one sample in place, before it is encoded.
   *
   * @param sample the values, {@code shape.tensor()}
   * @param shape what the sample looks like: the same for all samples of a data set
   * @param random the random numbers of this sample in this epoch
   * @throws org.hillock.api.HillockException with {@code SHAPE_MISMATCH} if it cannot change such
   *     samples; it is tried on a sample of zeros when an experiment is checked
   */
  void augment(Tensor sample, SampleShape shape, RandomStream random);
}
