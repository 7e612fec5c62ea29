package org.hillock.engine.network;

import java.util.IdentityHashMap;
import java.util.Map;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanProgram;

/** The kernels of a network; each program is compiled once. */
final class Kernels implements AutoCloseable {

  private final Device device;
  private final Map<ScanProgram, ScanKernel> compiled = new IdentityHashMap<>();

  Kernels(Device device) {
    this.device = device;
  }

  Device device() {
    return device;
  }

  ScanKernel compile(ScanProgram program) {
    return compiled.computeIfAbsent(program, device::compile);
  }

  /** The kernels in readable form. */
  String explain() {
    var text = new StringBuilder();
    compiled.values().stream().map(ScanKernel::explain).sorted().forEach(text::append);
    return text.toString();
  }

  @Override
  public void close() {
    compiled.values().forEach(ScanKernel::close);
    compiled.clear();
  }
}
