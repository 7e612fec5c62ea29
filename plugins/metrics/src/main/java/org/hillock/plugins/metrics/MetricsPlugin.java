package org.hillock.plugins.metrics;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** What every run reports. */
@HillockPlugin(id = "metrics")
public final class MetricsPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(
        Accuracy.class,
        FiringRate.class,
        ActivationSparsity.class,
        SynapticOperations.class,
        MembraneUpdates.class,
        Footprint.class,
        Energy.class,
        Cost.class,
        WeightHistogram.class);
  }
}
