package org.hillock.plugins.cpu.scan;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanProgram;
import org.hillock.plugins.cpu.parallel.Team;

/** What the scans of a device share: its team, its kernels, scratch memory. */
public final class ScanUnit {

  private final Team team;
  private final List<Scratch> scratch = new ArrayList<>();
  private final Kernels kernels = new Kernels();
  private double[] partial = new double[0];

  /** Kernels on a team. */
  public ScanUnit(Team team) {
    this.team = team;
    for (int i = 0; i < team.threads(); i++) {
      scratch.add(new Scratch());
    }
  }

  /** Compiles a program. */
  public ScanKernel compile(ScanProgram program) {
    return new CpuScanKernel(this, program);
  }

  Kernels kernels() {
    return kernels;
  }

  Team team() {
    return team;
  }

  List<Scratch> scratch() {
    return scratch;
  }

  /** Memory for partial sums of gradients, with any content. */
  double[] partial(int size) {
    if (partial.length < size) {
      partial = new double[size];
    }
    return partial;
  }
}
