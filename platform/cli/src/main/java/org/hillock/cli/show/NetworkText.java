package org.hillock.cli.show;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.run.TrainingStep;

/**
 * A network in words, layer by layer.
 *
 * @param batchIsTrainers whether the batch is the trainer's, or one for want of another
 */
public record NetworkText(TrainingStep step, boolean batchIsTrainers) {

  /** A table of the layers, and what a training step takes. */
  public List<String> lines() {
    var table = new Table("LAYER", "INPUT", "OUTPUT", "PARAMETERS", "MACS A STEP", "SPIKES");
    for (var layer : step.layers()) {
      table.row(
          layer.name(),
          String.join(" ", layer.inputs()),
          layer.outputShape().toString(),
          Quantity.count(layer.parameters()),
          Quantity.count(layer.macs()),
          layer.spiking() ? "yes" : "");
    }
    table.row(
        "total",
        "",
        "",
        Quantity.count(total(LayerInfo::parameters)),
        Quantity.count(total(LayerInfo::macs)));
    var lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.add(
        "a training step on %d sequence%s%s of %d time step%s%s takes %s of memory on %s"
            .formatted(
                step.batch(),
                step.batch() == 1 ? "" : "s",
                batchIsTrainers ? "" : " (the trainer names no batch size)",
                step.steps(),
                step.steps() == 1 ? "" : "s",
                step.outputSteps() == step.steps()
                    ? ""
                    : " (%d when they leave)".formatted(step.outputSteps()),
                Quantity.bytes(step.memoryBytes()),
                step.device()));
    lines.add("MACs: multiply-accumulates of a sample and time step, nothing skipped");
    return lines;
  }

  /** One object. */
  public JsonNode json() {
    var root = JsonNodeFactory.instance.objectNode();
    var layers = root.putArray("layers");
    for (var layer : step.layers()) {
      var entry = layers.addObject().put("name", layer.name());
      layer.inputs().forEach(entry.putArray("inputs")::add);
      shape(layer.outputShape(), entry.putArray("output_shape"));
      entry
          .put("parameters", layer.parameters())
          .put("macs", layer.macs())
          .put("spiking", layer.spiking());
    }
    return root.put("parameters", total(LayerInfo::parameters))
        .put("macs", total(LayerInfo::macs))
        .put("steps", step.steps())
        .put("output_steps", step.outputSteps())
        .put("batch", step.batch())
        .put("batch_is_trainers", batchIsTrainers)
        .put("memory_bytes", step.memoryBytes())
        .put("device", step.device());
  }

  private static void shape(Shape shape, ArrayNode to) {
    for (int axis = 0; axis < shape.rank(); axis++) {
      to.add(shape.dim(axis));
    }
  }

  private long total(ToLongFunction<LayerInfo> figure) {
    return step.layers().stream().mapToLong(figure).sum();
  }
}
