package org.hillock.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.Run;
import org.hillock.lab.record.RunState;
import org.hillock.lab.store.Request;
import org.hillock.lab.store.Store;

/** Rows for tests of what does not care where runs come from. */
public final class Rows {

  private static final String SHA256 = "0".repeat(64);

  private Rows() {}

  /** Stores a queued run. */
  public static Run queued(Store store, String id, Map<String, String> tags) {
    return queued(store, id, tags, "");
  }

  static Run queued(Store store, String id, Map<String, String> tags, String resumedFrom) {
    var now = Instant.parse("2026-01-02T03:04:05.678901Z");
    var spec = Json.read("{\"name\":\"t\"}", JsonNode.class);
    var manifest =
        new Manifest(
            id,
            spec,
            SHA256,
            7,
            SHA256,
            "",
            List.of(new Manifest.Pin("toy", "1.0.0", SHA256)),
            "0",
            "0",
            "jvm",
            "machine",
            0,
            List.of(),
            List.of(),
            resumedFrom,
            "",
            List.of(),
            now,
            Optional.empty());
    var run =
        new Run(
            id,
            Optional.empty(),
            "t",
            RunState.QUEUED,
            now,
            Optional.empty(),
            Optional.empty(),
            7,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            tags,
            Optional.of(Json.write(manifest)));
    store.runs().insert(run, manifest.plugins(), new Request("", SHA256));
    return run;
  }
}
