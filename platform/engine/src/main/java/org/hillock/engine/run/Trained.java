package org.hillock.engine.run;

import java.util.List;
import org.hillock.api.data.Split;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Network;
import org.hillock.api.result.TrainedNetwork;
import org.hillock.engine.network.Wired;

/** A run's network after training. */
record Trained(Experiment experiment, Workbench bench, List<Metric.Figure> figures)
    implements TrainedNetwork {

  @Override
  public Network network() {
    return bench.network();
  }

  @Override
  public List<Layer> components() {
    return experiment.network().stream().map(Trained::component).toList();
  }

  private static Layer component(Layer entry) {
    return entry instanceof Wired wired ? wired.layer() : entry;
  }

  @Override
  public Execution sample() {
    var execution = network().inference(bench.feed().encoding().steps(), 1);
    bench.feed().encode(Split.TEST, 0, execution.input());
    execution.forward();
    return execution;
  }
}
