package org.hillock.plugins.cpu.scan;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Pass;

/**
 * The kernels of a pass.
 *
 * @param one kernels that together advance one time step, in order
 * @param several one kernel that advances {@code steps} time steps, if {@code steps} > 1
 * @param copies scratch rows to copy after each step of {@code one}
 * @param localRows scratch rows of a block
 * @param codeLength bytes of code of the longest kernel
 */
record CompiledPass(
    Pass pass,
    List<Kernel> one,
    List<Kernel> several,
    int steps,
    List<Splitter.Copy> copies,
    int localRows,
    int codeLength) {

  /**
   * Bytes of code of one time step that still become one method. HotSpot never compiles methods
   * above 8000 bytes, and its compiler gives up on vector code well before.
   */
  private static final int LONGEST = 4000;

  /** Bytes of code up to which several steps share a turn of the loop. */
  private static final int LONGEST_SEVERAL = 2500;

  /** Nodes up to which a body is tried in one piece; a node takes 8 to 20 bytes. */
  private static final int NODES = 400;

  private static final int FEWEST_NODES = 4;

  static CompiledPass of(String program, Pass pass, Layout layout, Kernels kernels) {
    var body = Body.of(pass, layout);
    if (body.nodes().size() <= NODES) {
      var single = KernelClass.of(body, 1);
      if (single.codeLength() <= LONGEST) {
        return whole(pass, body, single, layout, kernels);
      }
    }
    return split(program, pass, body, layout, kernels);
  }

  private static CompiledPass whole(
      Pass pass, Body body, KernelClass single, Layout layout, Kernels kernels) {
    var one = List.of(kernels.of(single));
    for (int steps = steps(body.rows()); steps > 1; steps /= 2) {
      var several = KernelClass.of(body, steps);
      if (several.codeLength() <= LONGEST_SEVERAL) {
        return new CompiledPass(
            pass,
            one,
            List.of(kernels.of(several)),
            steps,
            List.of(),
            layout.rows(),
            several.codeLength());
      }
    }
    return new CompiledPass(pass, one, List.of(), 1, List.of(), layout.rows(), single.codeLength());
  }

  /** Rows a power of two apart fall into one set of an eight-way cache: eight streams at most. */
  private static int steps(int rows) {
    return rows <= 2 ? 4 : rows == 3 ? 2 : 1;
  }

  private static CompiledPass split(
      String program, Pass pass, Body body, Layout layout, Kernels kernels) {
    for (int nodes = NODES / 2; nodes >= FEWEST_NODES; nodes /= 2) {
      var parts = Splitter.split(body, layout.rows(), nodes);
      var classes = parts.bodies().stream().map(b -> KernelClass.of(b, 1)).toList();
      int longest = classes.stream().mapToInt(KernelClass::codeLength).max().orElseThrow();
      if (longest <= LONGEST) {
        var one = classes.stream().map(kernels::of).toList();
        return new CompiledPass(pass, one, List.of(), 1, parts.copies(), parts.rows(), longest);
      }
    }
    throw new HillockException(
        ErrorCode.INVALID_ARGUMENT,
        "program %s is too large for backend cpu: a part of %d operations still takes more than the"
                .formatted(program, FEWEST_NODES)
            + " %d bytes of code the Java compiler takes; give it fewer results"
                .formatted(LONGEST));
  }
}
