package org.hillock.lab.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.metric.Metric;
import org.hillock.lab.Rows;
import org.hillock.lab.record.MetricPoint;
import org.hillock.lab.record.PageRequest;
import org.hillock.lab.record.Run;
import org.hillock.lab.record.RunError;
import org.hillock.lab.record.RunEvent;
import org.hillock.lab.record.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:06Z");

  @TempDir Path folder;

  private Store open() {
    return Store.open(folder.resolve("lab"));
  }

  @Test
  void keepsRunsWhenOpenedAgain() {
    Run before;
    try (var store = open()) {
      Rows.queued(store, "r1", Map.of("who", "me"));
      before = store.runs().find("r1").orElseThrow();
    }
    try (var store = open()) {
      assertEquals(before, store.runs().find("r1").orElseThrow());
      assertEquals(Map.of("who", "me"), before.tags());
      assertEquals(Instant.parse("2026-01-02T03:04:05.678901Z"), before.created());
    }
  }

  @Test
  void migratesAnExistingDatabaseOnlyOnce() throws Exception {
    open().close();
    try (var store = open()) {
      Rows.queued(store, "r1", Map.of());
    }
    var url = "jdbc:h2:file:" + folder.resolve("lab").toAbsolutePath();
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from \"flyway_schema_history\" where \"version\" = '1'")) {
      rows.next();
      assertEquals(1, rows.getInt(1));
    }
  }

  @Test
  void refusesADatabaseOfALaterHillock() throws Exception {
    open().close();
    var url = "jdbc:h2:file:" + folder.resolve("lab").toAbsolutePath();
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(
          "insert into \"flyway_schema_history\" select \"installed_rank\" + 998, '999', 'later',"
              + " \"type\", 'V999__later.sql', 5, \"installed_by\", \"installed_on\", 1, true"
              + " from \"flyway_schema_history\" where \"version\" = '1'");
    }
    var error = assertThrows(HillockException.class, this::open);
    assertEquals(ErrorCode.CORRUPT_FILE, error.code());
  }

  @Test
  void refusesADamagedDatabase() throws Exception {
    Files.writeString(folder.resolve("lab.mv.db"), "this is no database");
    var error = assertThrows(HillockException.class, this::open);
    assertEquals(ErrorCode.CORRUPT_FILE, error.code());
    assertTrue(error.getMessage().contains("another home"), error.getMessage());
  }

  @Test
  void pagesStayPutWhileRunsAreAdded() {
    try (var store = open()) {
      for (int i = 0; i < 5; i++) {
        Rows.queued(store, "r" + i, Map.of());
      }
      var first = store.runs().list(new PageRequest(2, "", ""));
      Rows.queued(store, "r9", Map.of());
      var second = store.runs().list(new PageRequest(2, first.nextToken(), ""));
      var third = store.runs().list(new PageRequest(2, second.nextToken(), ""));
      var seen = new ArrayList<String>();
      List.of(first, second, third).forEach(page -> page.items().forEach(r -> seen.add(r.id())));
      assertEquals(List.of("r4", "r3", "r2", "r1", "r0"), seen);
      assertEquals("", third.nextToken());
    }
  }

  @Test
  void rejectsATokenOfAnotherList() {
    try (var store = open()) {
      Rows.queued(store, "r1", Map.of());
      Rows.queued(store, "r2", Map.of());
      var token = store.runs().list(new PageRequest(1, "", "")).nextToken();
      for (var wrong :
          List.of(new PageRequest(1, token, "state=QUEUED"), new PageRequest(1, "%%", ""))) {
        var error = assertThrows(HillockException.class, () -> store.runs().list(wrong));
        assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
      }
      assertThrows(
          HillockException.class, () -> store.experiments().list(new PageRequest(1, token, "")));
    }
  }

  @Test
  void filtersByStateAndTags() {
    try (var store = open()) {
      Rows.queued(store, "r1", Map.of("who", "me", "why", "fun"));
      Rows.queued(store, "r2", Map.of("who", "you"));
      var filter = "state=QUEUED AND tags.who=me";
      var found = store.runs().list(new PageRequest(0, "", filter)).items();
      assertEquals(List.of("r1"), found.stream().map(Run::id).toList());
      assertEquals(List.of(), store.runs().list(new PageRequest(0, "", "state=FAILED")).items());
      for (var wrong : List.of("colour=red", "state", "state=QUEUED OR state=FAILED AND")) {
        var request = new PageRequest(0, "", wrong);
        var error = assertThrows(HillockException.class, () -> store.runs().list(request));
        assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
      }
    }
  }

  @Test
  void aChangeOfStateChangesTheRun() {
    try (var store = open()) {
      Rows.queued(store, "r1", Map.of());
      var error = new RunError("INTERNAL", "broke", List.of("a", "b"));
      var figure = new Metric.Figure("energy", Double.NaN, "J", "of a kind");
      store
          .events()
          .append(
              "r1",
              List.of(change(2, RunState.RUNNING, Optional.empty())),
              9,
              Optional.empty(),
              List.of());
      assertEquals(Optional.of(NOW), store.runs().find("r1").orElseThrow().started());
      store
          .events()
          .append(
              "r1",
              List.of(change(3, RunState.FAILED, Optional.of(error))),
              9,
              Optional.empty(),
              List.of(figure));
      var run = store.runs().find("r1").orElseThrow();
      assertEquals(RunState.FAILED, run.state());
      assertEquals(Optional.of(error), run.error());
      assertEquals(Optional.of(NOW), run.ended());
      assertEquals(List.of(figure), run.figures());
      assertEquals(9, store.events().reserved("r1"));
    }
  }

  private static RunEvent change(long sequence, RunState state, Optional<RunError> error) {
    return new RunEvent.StateChange(sequence, NOW, state, error);
  }

  @Test
  void readsEventsInTheirOrderAndInParts() {
    try (var store = open()) {
      Rows.queued(store, "r1", Map.of());
      var events = new ArrayList<RunEvent>();
      for (long i = 2; i < 12; i++) {
        events.add(
            i % 2 == 0
                ? new RunEvent.LogLine(i, NOW, "line " + i)
                : new RunEvent.Point(i, "loss", new MetricPoint(i, 1, 1.0 / i, NOW)));
      }
      store.events().append("r1", events, 20, Optional.empty(), List.of());
      assertEquals(events, store.events().read("r1", 2, 100, 100));
      assertEquals(events.subList(3, 6), store.events().read("r1", 5, 7, 100));
      assertEquals(events.subList(0, 4), store.events().read("r1", 2, 100, 4));
    }
  }

  @Test
  void pointsThatAreNoNumbersAreKept() {
    try (var store = open()) {
      Rows.queued(store, "r1", Map.of());
      var values = List.of(Double.NaN, Double.POSITIVE_INFINITY, 1e-300);
      var events = new ArrayList<RunEvent>();
      for (int i = 0; i < values.size(); i++) {
        events.add(new RunEvent.Point(i + 2, "loss", new MetricPoint(i, 1, values.get(i), NOW)));
      }
      store.events().append("r1", events, 20, Optional.empty(), List.of());
      var page = store.metrics().points("r1", "loss", new PageRequest(2, "", ""));
      var rest = store.metrics().points("r1", "loss", new PageRequest(2, page.nextToken(), ""));
      assertEquals(values.subList(0, 2), page.items().stream().map(MetricPoint::value).toList());
      assertEquals(values.subList(2, 3), rest.items().stream().map(MetricPoint::value).toList());
      assertEquals(3, store.metrics().series("r1").getFirst().count());
    }
  }

  @Test
  void aDeletedRunIsGoneWithAllItsRecords() {
    try (var store = open()) {
      Rows.queued(store, "r1", Map.of("who", "me"));
      assertTrue(store.runs().isPinned("0".repeat(64)));
      store.runs().markDeleted("r1");
      assertEquals(Optional.empty(), store.runs().find("r1"));
      assertFalse(store.runs().isPinned("0".repeat(64)));
      assertEquals(List.of("r1"), store.runs().deleted());
      store.runs().purge("r1");
      assertEquals(List.of(), store.runs().deleted());
      assertEquals(List.of(), store.events().read("r1", 0, 100, 100));
    }
  }
}
