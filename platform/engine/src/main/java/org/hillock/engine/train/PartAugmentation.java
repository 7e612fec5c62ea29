package org.hillock.engine.train;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.component.Names;

/** An augmentation of one part of each sample. */
public record PartAugmentation(String part, Augmentation augmentation) implements Augmentation {

  @Override
  public void augment(Tensor sample, SampleShape shape, RandomStream random) {
    long from = 0;
    for (var each : shape.parts()) {
      long bytes = each.shape().tensor().size() * Float.BYTES;
      if (each.name().equals(part)) {
        var values = Tensor.of(sample.segment().asSlice(from, bytes), each.shape().tensor());
        augmentation.augment(values, each.shape(), random.named(part));
        return;
      }
      from += bytes;
    }
    var known = shape.parts().stream().map(SampleShape.Part::name).toList();
    throw new HillockException(
        ErrorCode.SHAPE_MISMATCH,
        "the data have no part '%s'%s".formatted(part, Names.hint(part, known)));
  }
}
