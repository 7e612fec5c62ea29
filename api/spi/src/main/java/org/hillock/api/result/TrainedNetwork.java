package org.hillock.api.result;

import java.util.List;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Network;
import org.osgi.annotation.versioning.ProviderType;

/** A network at the end of its run. Implemented by the engine. */
@ProviderType
public interface TrainedNetwork {

  /** The network with its trained parameters. */
  Network network();

  /**
   * The components it is made of, as the spec lists them: what {@code 3.lif} among {@link
   * Network#layers()} came from is the fourth.
   */
  List<Layer> components();

  /** Every figure of the run's metrics, on the test split. */
  List<Metric.Figure> figures();

  /**
   * The first sample of the test split, run through: batch 1. Read what layers put out ({@link
   * Execution#layerOutput}) before anything else is run.
   */
  Execution sample();
}
