package org.hillock.plugins.cpu.scan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * @param draws random numbers a neuron step
 * @param entered states to copy to rows before the first step
 */
record CompiledPass(
    Pass pass,
    List<Wired> one,
    List<Wired> several,
    int steps,
    List<Splitter.Copy> copies,
    int localRows,
    int draws,
    List<Entering> entered) {

  /** Copies a state, before the first step, to a row. */
  record Entering(int state, int row) {}

  /**
   * Bytes of code of one time step that still become one method. HotSpot never compiles methods
   * above 8000 bytes; longer than this its vector code gets worse and takes seconds to compile.
   */
  private static final int LONGEST = 2500;

  /** Vector operations up to which a body is tried in one piece; one takes 8 to 20 bytes. */
  private static final int OPERATIONS = 400;

  /** Above it a turn is one time step. */
  private static final int HEAVY = 48;

  private static final int FEWEST_OPERATIONS = 4;

  /** Vector operations of a part, about, above which none smaller is tried. */
  private static final int SMALL = 20;

  static CompiledPass of(String program, Pass pass, Layout layout, Kernels kernels) {
    var body = Body.of(pass, layout);
    if (weight(body) <= OPERATIONS) {
      for (int steps = steps(body, layout); steps >= 1; steps /= 2) {
        if (kernels.write(body, steps).codeLength() <= LONGEST) {
          return whole(pass, body, steps, layout, kernels);
        }
      }
    }
    return split(program, pass, body, layout, kernels);
  }

  private static int weight(Body body) {
    return body.nodes().stream().mapToInt(Splitter::weight).sum();
  }

  private static CompiledPass whole(
      Pass pass, Body body, int steps, Layout layout, Kernels kernels) {
    var several = steps > 1 ? List.of(kernels.wire(body, steps)) : List.<Wired>of();
    return new CompiledPass(
        pass,
        List.of(kernels.wire(body, 1)),
        several,
        steps,
        List.of(),
        layout.rows(),
        pass.draws(),
        entered(pass));
  }

  private static List<Entering> entered(Pass pass) {
    return pass.stores().stream()
        .filter(pass::entering)
        .map(s -> new Entering(pass.loads().get(s.value()).index(), s.to().index()))
        .toList();
  }

  /**
   * Rows a power of two apart fall into one set of an eight-way cache: eight streams at most, and
   * that many only where several steps a turn save loads of parameters that features have. Much
   * arithmetic hides the loads that several steps would save, and would run out of registers.
   */
  private static int steps(Body body, Layout layout) {
    int rows = body.rows();
    if (weight(body) > HEAVY) {
      return 1;
    }
    boolean tiled = body.slots().stream().anyMatch(layout::tiled);
    return rows <= 2 ? Step.TURN : rows == 3 || rows == 4 && tiled ? 2 : 1;
  }

  private static CompiledPass split(
      String program, Pass pass, Body body, Layout layout, Kernels kernels) {
    Optional<Splitter.Parts> best = Optional.empty();
    int least = Integer.MAX_VALUE;
    var last = inputGradients(pass);
    for (int budget = OPERATIONS / 2; budget >= FEWEST_OPERATIONS; budget /= 2) {
      var parts = Splitter.split(body, last, layout.rows(), budget);
      // Parts of one form share a kernel: the fewer forms, the sooner all are compiled.
      var classes =
          parts.bodies().stream().map(b -> kernels.write(b, 1)).collect(Collectors.toSet());
      int longest = classes.stream().mapToInt(KernelClass::codeLength).max().orElseThrow();
      int total = classes.stream().mapToInt(KernelClass::codeLength).sum();
      if (longest <= LONGEST && total < least) {
        best = Optional.of(parts);
        least = total;
      }
      if (best.isPresent() && budget <= SMALL) {
        break;
      }
    }
    return best.map(parts -> of(pass, parts, kernels)).orElseThrow(() -> tooLarge(program));
  }

  private static Set<Slot> inputGradients(Pass pass) {
    return IntStream.range(0, pass.rows().size())
        .filter(i -> pass.rows().get(i).role() == Pass.Role.INPUT_GRADIENT)
        .mapToObj(i -> new Slot(Slot.Kind.ROW, i))
        .collect(Collectors.toSet());
  }

  private static CompiledPass of(Pass pass, Splitter.Parts parts, Kernels kernels) {
    var one = parts.bodies().stream().map(b -> kernels.wire(b, 1)).toList();
    return new CompiledPass(
        pass, one, List.of(), 1, parts.copies(), parts.rows(), pass.draws(), entered(pass));
  }

  /** How many kernels advance one time step; parts of one form share one. */
  int kernels() {
    return (int) one.stream().map(Wired::kernel).distinct().count();
  }

  /** Bytes of code of the longest kernel. */
  int codeLength() {
    return Stream.concat(one.stream(), several.stream())
        .mapToInt(w -> w.kernel().codeLength())
        .max()
        .orElseThrow();
  }

  private static HillockException tooLarge(String program) {
    return new HillockException(
        ErrorCode.INVALID_ARGUMENT,
        "program %s is too large for backend cpu: a part of %d operations still takes more than the"
                .formatted(program, FEWEST_OPERATIONS)
            + " %d bytes of code the Java compiler takes; give it fewer results"
                .formatted(LONGEST));
  }
}
