package org.hillock.server.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cuts messages to what trailers hold. Clients refuse trailers above 8 KiB as a whole and would
 * show a fault of the connection in place of ours. A message is sent twice, and in Base64.
 */
final class Fitting {

  private static final int MOST = 1600;

  private Fitting() {}

  /** The problems that fit, then one that says how many more there are. */
  static List<FieldProblem> problems(List<FieldProblem> all) {
    var kept = new ArrayList<FieldProblem>();
    int size = 0;
    for (var problem : all) {
      var cut = new FieldProblem(cut(problem.field(), MOST / 4), cut(problem.message(), MOST / 2));
      size += size(cut.toString()) + 3;
      if (size > MOST) {
        kept.add(new FieldProblem("", "and %d more".formatted(all.size() - kept.size())));
        break;
      }
      kept.add(cut);
    }
    return List.copyOf(kept);
  }

  /** A line for each problem. */
  static String text(List<FieldProblem> problems) {
    return problems.stream().map(FieldProblem::toString).collect(Collectors.joining("\n"));
  }

  static String text(String message) {
    return cut(message, MOST);
  }

  private static String cut(String text, int most) {
    if (size(text) <= most) {
      return text;
    }
    int end = 0;
    for (int room = most - size("…"); end < text.length(); ) {
      int next = text.offsetByCodePoints(end, 1);
      room -= size(text.substring(end, next));
      if (room < 0) {
        break;
      }
      end = next;
    }
    return text.substring(0, end) + "…";
  }

  /** Bytes in a trailer, where all but printable ASCII takes three for each. */
  private static int size(String text) {
    int size = 0;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      size += b >= ' ' && b <= '~' && b != '%' ? 1 : 3;
    }
    return size;
  }
}
