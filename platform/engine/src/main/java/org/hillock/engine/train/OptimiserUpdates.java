package org.hillock.engine.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Updates;
import org.hillock.engine.memory.Block;
import org.hillock.engine.memory.Memory;

/** An optimiser whose equations the device compiled; the states are updated where they lie. */
public final class OptimiserUpdates implements Updates, AutoCloseable {

  private static final long ALIGNMENT = 64;

  private record Bounds(double minimum, double maximum) {}

  private record Target(ScanKernel kernel, Extent extent, List<Tensor> gradient, Carry states) {}

  private final Optimiser optimiser;
  private final Device device;
  private final List<Parameter> parameters;
  private final List<Target> targets = new ArrayList<>();
  private final Map<Bounds, ScanKernel> kernels = new HashMap<>();
  private final Map<String, Tensor> moments = new LinkedHashMap<>();
  private final List<Tensor> scalars = new ArrayList<>();
  private final Block block;
  private long count;

  /**
   * @param name for messages
   * @param count how many updates were made before
   */
  public OptimiserUpdates(
      String name,
      Optimiser optimiser,
      List<Parameter> parameters,
      Device device,
      Memory memory,
      long count) {
    this.optimiser = optimiser;
    this.device = device;
    this.parameters = List.copyOf(parameters);
    this.count = count;
    var unbounded =
        OptimiserProgram.of(name, optimiser, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    int states = unbounded.states().size();
    long bytes = unbounded.parameters().size() * ALIGNMENT;
    for (var parameter : parameters) {
      bytes += (states - 1) * bytes(parameter.value().size());
    }
    block = memory.allocate(bytes, "the states of optimiser " + name);
    long offset = 0;
    for (int i = 0; i < unbounded.parameters().size(); i++) {
      scalars.add(block.tensor(offset, Shape.of(1)));
      offset += ALIGNMENT;
    }
    for (var parameter : parameters) {
      var all = new ArrayList<>(List.of(parameter.value()));
      for (var state : unbounded.states().subList(1, states)) {
        var tensor = block.tensor(offset, parameter.value().shape());
        tensor.fill((float) state.initial());
        offset += bytes(tensor.size());
        moments.put(parameter.name() + "." + state.name(), tensor);
        all.add(tensor);
      }
      var bounds = new Bounds(parameter.minimum(), parameter.maximum());
      var kernel = kernels.computeIfAbsent(bounds, b -> device.compile(program(name, b)));
      var extent = new Extent(1, parameter.value().size());
      targets.add(new Target(kernel, extent, List.of(parameter.gradient()), new Carry(all, all)));
    }
  }

  private ScanProgram program(String name, Bounds bounds) {
    return OptimiserProgram.of(name, optimiser, bounds.minimum, bounds.maximum);
  }

  private static long bytes(long elements) {
    return Math.ceilDiv(elements * Float.BYTES, ALIGNMENT) * ALIGNMENT;
  }

  /** The states besides the parameters themselves, by parameter and state. */
  public Map<String, Tensor> moments() {
    return moments;
  }

  @Override
  public double gradientNorm() {
    double sum = 0;
    for (var parameter : parameters) {
      sum += device.sumOfSquares(parameter.gradient());
    }
    return Math.sqrt(sum);
  }

  @Override
  public void apply(double rate, OptionalDouble momentum, double gradientScale) {
    count++;
    double[] values =
        momentum.isPresent()
            ? optimiser.scalars(count, rate, momentum.getAsDouble())
            : optimiser.scalars(count, rate);
    if (values.length != scalars.size() - 1) {
      throw new IllegalStateException(
          "the optimiser's equations ask for %d scalars, scalars() gave %d"
              .formatted(scalars.size() - 1, values.length));
    }
    for (int i = 0; i < values.length; i++) {
      scalars.get(i).set(0, (float) values[i]);
    }
    scalars.getLast().set(0, (float) gradientScale);
    for (var target : targets) {
      target.kernel.infer(target.extent, target.gradient, scalars, target.states);
    }
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public void close() {
    kernels.values().forEach(ScanKernel::close);
    block.close();
  }
}
