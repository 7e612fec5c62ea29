package org.hillock.plugins.datasets;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** The data sets that ship with the platform, and readers for files of one's own. */
@HillockPlugin(id = "datasets")
public final class DatasetsPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(
        Digits.class,
        FashionMnist.class,
        Mnist.class,
        Idx.class,
        Cifar10.class,
        Cifar100.class,
        Cifar.class,
        ImageFolder.class,
        Csv.class,
        DelayedRecall.class,
        Paired.class);
  }
}
