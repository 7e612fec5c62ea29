package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.Pass.Row;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;

/** What a scan's training pass leaves for its backward pass; nothing without training. */
final class Kept {

  private final List<Buffer> kept = new ArrayList<>();
  private final Map<Integer, Buffer> entered = new HashMap<>();

  /**
   * @param row the shape of a value over time
   * @param entered the shape of states before the first steps of calls
   */
  Kept(Preparation at, ScanProgram program, Shape row, Shape entered) {
    if (at.training()) {
      for (int i = 0; i < program.kept(); i++) {
        kept.add(at.saved(row));
      }
      program.training().rows().stream()
          .filter(r -> r.role() == Role.ENTERED)
          .forEach(r -> this.entered.put(r.index(), at.saved(entered)));
    }
  }

  /** The memory of a row of role {@code KEPT} or {@code ENTERED}. */
  Buffer of(Row row) {
    return row.role() == Role.KEPT ? kept.get(row.index()) : entered.get(row.index());
  }
}
