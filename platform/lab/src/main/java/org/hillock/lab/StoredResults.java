package org.hillock.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.Artefact;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.MetricPoint;
import org.hillock.lab.record.MetricSeries;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;
import org.hillock.lab.record.RunEvent;
import org.hillock.lab.store.ArtefactTable;
import org.hillock.lab.store.Store;

/** Results in the store and in the runs' folders. */
record StoredResults(Home home, Store store, Streams streams) implements Results {

  private static final Map<String, String> MEDIA =
      Map.of(
          "json", "application/json",
          "html", "text/html",
          "log", "text/plain",
          "safetensors", "application/octet-stream");

  @Override
  public List<MetricSeries> series(String run) {
    require(run);
    return store.metrics().series(run);
  }

  @Override
  public MetricSeries series(String run, String key, int maxPoints) {
    require(run);
    return store.metrics().series(run, key, maxPoints).orElseThrow(() -> noSeries(run, key));
  }

  @Override
  public Page<MetricPoint> points(String run, String key, PageRequest page) {
    require(run);
    var points = store.metrics().points(run, key, page);
    if (points.items().isEmpty() && page.token().isEmpty()) {
      throw noSeries(run, key);
    }
    return points;
  }

  private static LabException noSeries(String run, String key) {
    return LabException.notFound(
        "runs/%s/metrics/%s".formatted(run, key), "list the run's series to see all");
  }

  @Override
  public Subscription watch(String run, long from, Set<RunEvent.Kind> kinds) {
    require(run);
    return streams.watch(run, from, kinds);
  }

  @Override
  public List<Artefact> artefacts(String run) {
    require(run);
    var folder = new RunFolder(home.run(run));
    var known = store.artefacts().of(run);
    try {
      var artefacts = new ArrayList<Artefact>();
      for (var file : folder.files()) {
        artefacts.add(artefact(folder, file, Optional.ofNullable(known.get(folder.path(file)))));
      }
      return artefacts;
    } catch (IOException e) {
      throw unreadable(run, e);
    }
  }

  @Override
  public Artefact artefact(String run, String path) {
    require(run);
    var folder = new RunFolder(home.run(run));
    var known = Optional.ofNullable(store.artefacts().of(run).get(path));
    try {
      var artefact = artefact(folder, file(folder, run, path), known);
      known.ifPresent(before -> requireSame(artefact, before));
      return artefact;
    } catch (IOException e) {
      throw unreadable(run, e);
    }
  }

  /** What was there when the run ended stays as it was, or is damaged. */
  private static void requireSame(Artefact artefact, ArtefactTable.Entry before) {
    if (artefact.bytes() != before.bytes() || !artefact.sha256().equals(before.sha256())) {
      throw new LabException(
          ErrorCode.CORRUPT_FILE,
          "file '%s' was truncated or altered after the run ended: it has %,d bytes and SHA-256 %s, it had %,d bytes and %s"
              .formatted(
                  artefact.path(),
                  artefact.bytes(),
                  artefact.sha256(),
                  before.bytes(),
                  before.sha256()),
          Map.of("file", artefact.path()));
    }
  }

  /** Files are found by listing, so that no path leads out of the folder. */
  private static Path file(RunFolder folder, String run, String path) throws IOException {
    return folder.files().stream()
        .filter(file -> folder.path(file).equals(path))
        .findFirst()
        .orElseThrow(
            () ->
                LabException.notFound(
                    "runs/%s/artifacts/%s".formatted(run, path),
                    "list the run's artefacts to see all"));
  }

  private static Artefact artefact(RunFolder folder, Path file, Optional<ArtefactTable.Entry> known)
      throws IOException {
    var path = folder.path(file);
    long bytes = Files.size(file);
    var written = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MICROS);
    var same = known.filter(before -> before.bytes() == bytes && before.written().equals(written));
    var sha256 = same.isPresent() ? same.get().sha256() : RunFolder.sha256(file);
    var ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return new Artefact(
        path, bytes, sha256, MEDIA.getOrDefault(ending, "application/octet-stream"), written);
  }

  @Override
  public InputStream open(String run, String path, long offset) {
    var artefact = artefact(run, path);
    if (offset < 0 || offset > artefact.bytes()) {
      throw LabException.argument(
          "offset %d is outside the file's %d bytes".formatted(offset, artefact.bytes()));
    }
    try {
      var in = Files.newInputStream(home.run(run).resolve(artefact.path()));
      in.skipNBytes(offset);
      return in;
    } catch (IOException e) {
      throw unreadable(run, e);
    }
  }

  private void require(String run) {
    if (store.runs().find(run).isEmpty()) {
      throw LabException.notFound("runs/" + run, "list the runs to see all");
    }
  }

  private static LabException unreadable(String run, IOException e) {
    return new LabException(
        ErrorCode.CORRUPT_FILE,
        "the files of run '%s' cannot be read: %s".formatted(run, e.getMessage()),
        e);
  }
}
