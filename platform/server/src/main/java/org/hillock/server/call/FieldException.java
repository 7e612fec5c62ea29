package org.hillock.server.call;

import java.util.List;
import java.util.stream.Collectors;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** Fields of a request are wrong. */
public final class FieldException extends HillockException {

  private static final long serialVersionUID = 1L;

  private final transient List<FieldProblem> problems;

  /** Several fields are wrong. */
  public FieldException(List<FieldProblem> problems) {
    super(
        ErrorCode.INVALID_ARGUMENT,
        problems.stream().map(FieldProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** One field is wrong. */
  public FieldException(String field, String message) {
    this(List.of(new FieldProblem(field, message)));
  }

  List<FieldProblem> problems() {
    return problems;
  }
}
