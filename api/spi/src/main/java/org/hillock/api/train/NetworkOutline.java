package org.hillock.api.train;

import java.util.List;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.osgi.annotation.versioning.ProviderType;

/** What an experiment's networks would be, before any is built. Implemented by the engine. */
@ProviderType
public interface NetworkOutline {

  /** The operations of the experiment's network, in order. */
  List<LayerInfo> layers();

  /**
   * The operations that other layers would be on the same data, as in {@link
   * TrainingSession#beginStage(String, int, List)}.
   *
   * @throws org.hillock.api.HillockException what a layer reports
   */
  List<LayerInfo> layers(List<Layer> others);

  /** Time steps T of the sequences that the encoder makes. */
  int steps();

  /**
   * Asks another trainer, which is to train these networks as a part of the one that was asked.
   *
   * @param parameter of the one that was asked, which holds the other: the place a refusal names
   * @throws org.hillock.api.HillockException if the other refuses, with its code; let it pass
   */
  void check(String parameter, Trainer other);
}
