package org.hillock.engine.spec;

import java.util.List;
import java.util.stream.Collectors;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.engine.component.Problem;

/** A spec cannot be used; holds everything that is wrong with it. */
public final class SpecException extends HillockException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** An error of this kind with everything that is wrong, at least one problem. */
  public SpecException(ErrorCode code, List<Problem> problems) {
    super(code, message(problems));
    this.problems = List.copyOf(problems);
  }

  SpecException(Problem problem) {
    this(ErrorCode.INVALID_ARGUMENT, List.of(problem));
  }

  /** Everything that is wrong, at least one. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    var lines = problems.stream().map(Problem::toString);
    return problems.size() == 1
        ? lines.findFirst().orElseThrow()
        : lines.collect(
            Collectors.joining("\n  ", problems.size() + " problems in the spec:\n  ", ""));
  }
}
