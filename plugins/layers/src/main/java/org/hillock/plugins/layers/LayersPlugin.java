package org.hillock.plugins.layers;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** The basic layers. */
@HillockPlugin(id = "layers")
public final class LayersPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(
        Linear.class,
        LateralInhibition.class,
        RecurrentLinear.class,
        RecurrentConv2d.class,
        Embedding.class,
        Conv1d.class,
        Conv2d.class,
        TransposedConv1d.class,
        TransposedConv2d.class,
        AvgPool.class,
        SumPool.class,
        MaxPool.class,
        GlobalAvgPool.class,
        Dropout.class,
        BatchNorm.class,
        TdBatchNorm.class,
        TemporalBatchNorm.class,
        BatchNormThroughTime.class,
        LayerNorm.class,
        Activation.class,
        Softmax.class,
        Psn.class,
        MaskedPsn.class,
        SlidingPsn.class,
        Delay.class,
        TokenShift.class,
        DecayingScan.class,
        Residual.class,
        Add.class,
        Multiply.class,
        Concatenate.class,
        Wkv.class,
        StopGradient.class,
        Flatten.class,
        Reshape.class,
        Permute.class,
        Slice.class);
  }
}
