package org.example.toychip;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;

/**
 * Simulates the chip: the forward pass sees weights of 4 bits, sixteen levels one eighth apart; the
 * gradients are computed beside the chip, in floats, so that a network is trained for what it will
 * run on.
 */
@Component(id = "toy-chip", doc = "A chip with weights of 4 bits and a limited fan-in, simulated.")
public record ToyChip(
    @Param(doc = "most synapses a neuron of the chip can have", value = "256", min = 1) int fanIn)
    implements HardwareBackend {

  @Override
  public Device open(int threads) {
    return new ChipDevice(fanIn);
  }
}
