package org.hillock.server.message;

import com.google.common.primitives.Floats;
import com.google.common.primitives.Ints;
import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import java.util.List;
import org.hillock.engine.run.Prediction;
import org.hillock.lab.record.ModelInfo;
import org.hillock.proto.v1.Model;
import org.hillock.proto.v1.PredictResponse;
import org.hillock.proto.v1.Tensor;
import org.hillock.server.call.FieldException;

/** Trained networks, what they take and what they say. */
public final class ModelMessages {

  private ModelMessages() {}

  /** The network of a run. */
  public static Model of(String run, ModelInfo model) {
    var message =
        Model.newBuilder()
            .setName("runs/" + run + "/model")
            .addAllInputShape(model.inputShape())
            .setEncoder(model.encoder().isEmpty() ? "" : encoder(model.encoder()))
            .setTimeSteps(model.steps())
            .addAllLayers(model.layers())
            .setParameterCount(model.parameters())
            .setCheckpointSha256(model.checkpointSha256());
    if (model.classes() > 0) {
      message.addOutputShape(model.classes());
    }
    for (var part : model.parts()) {
      message
          .addPartsBuilder()
          .setName(part.name())
          .addAllShape(part.shape())
          .setEncoder(encoder(part.encoder()));
    }
    return message.build();
  }

  private static String encoder(String id) {
    return "components/encoder/" + id;
  }

  /** The numbers of a tensor, checked against its shape. */
  public static float[] values(String field, Tensor tensor) {
    float[] values =
        tensor.getRawValues().isEmpty()
            ? Floats.toArray(tensor.getValuesList())
            : raw(field, tensor.getRawValues());
    if (!tensor.getRawValues().isEmpty() && tensor.getValuesCount() > 0) {
      throw new FieldException(field, "has both values and raw_values; give one of them");
    }
    long count = count(field, tensor.getShapeList());
    if (count != values.length) {
      throw new FieldException(
          field,
          "has %d values, its shape %s holds %d"
              .formatted(values.length, tensor.getShapeList(), count));
    }
    return values;
  }

  private static long count(String field, List<Long> shape) {
    if (shape.isEmpty() || shape.stream().anyMatch(length -> length < 1)) {
      throw new FieldException(
          field + ".shape", "must be lengths of at least 1, batch first; is " + shape);
    }
    try {
      return shape.stream().reduce(1L, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new FieldException(field + ".shape", "is too large: " + shape);
    }
  }

  private static float[] raw(String field, ByteString bytes) {
    if (bytes.size() % Float.BYTES != 0) {
      throw new FieldException(
          field + ".raw_values", "has %d bytes, no multiple of 4".formatted(bytes.size()));
    }
    var values = new float[bytes.size() / Float.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** What a network says about a batch. */
  public static PredictResponse of(int batch, Prediction prediction) {
    var scores = prediction.scores();
    var message =
        PredictResponse.newBuilder()
            .setOutput(
                Tensor.newBuilder()
                    .addShape(batch)
                    .addShape(scores.length / batch)
                    .addAllValues(Floats.asList(scores)))
            .addAllPredictedClasses(Ints.asList(prediction.classes()));
    prediction
        .firingRates()
        .forEach(
            (layer, rate) -> message.addLayerRatesBuilder().setLayer(layer).setFiringRate(rate));
    return message.build();
  }
}
