package org.hillock.lab;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hillock.engine.run.SpikeSample;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.ResultRecord;
import org.hillock.lab.report.HtmlReport;
import org.hillock.lab.report.ReportData;
import org.hillock.lab.store.Store;

/** Writes the report of a run that succeeded, from what the run left. */
record RunReport(Home home, Store store) {

  private static final String FILE = "report.html";
  private static final int POINTS = 2000;
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();

  /** Puts the report among the run's files. */
  void write(String run) throws IOException {
    var folder = home.run(run);
    var manifest = manifest(run);
    var result = Json.read(Files.readString(folder.resolve(ResultRecord.FILE)), ResultRecord.class);
    var rasters =
        Json.read(
            Files.readString(folder.resolve(Home.SPIKES)),
            new TypeReference<List<SpikeSample>>() {});
    var data =
        new ReportData(
            manifest.spec().path("name").asText(),
            run,
            headline(result),
            facts(manifest, result),
            result.figures().stream()
                .map(f -> new ReportData.Figure(f.name(), f.value(), f.unit(), f.assumption()))
                .toList(),
            series(manifest),
            result.layers().stream().map(RunReport::layer).toList(),
            rasters.stream().map(RunReport::raster).toList(),
            result.sections(),
            YAML.writeValueAsString(manifest.spec()),
            result.references());
    Files.writeString(folder.resolve(FILE), HtmlReport.of(data));
  }

  private Manifest manifest(String run) {
    return Json.read(store.runs().find(run).orElseThrow().manifest().orElseThrow(), Manifest.class);
  }

  private static String headline(ResultRecord result) {
    return result.figures().stream()
        .filter(f -> f.name().equals("test_accuracy"))
        .findFirst()
        .map(
            f ->
                "%.1f %% on the test split: %s"
                    .formatted(100 * f.value(), result.splitDescription()))
        .orElse("test split: " + result.splitDescription());
  }

  private static List<ReportData.Fact> facts(Manifest manifest, ResultRecord result) {
    return List.of(
        new ReportData.Fact("seed", Long.toString(manifest.seed())),
        new ReportData.Fact("time steps", Integer.toString(result.steps())),
        new ReportData.Fact(
            "wall time", String.format(Locale.ROOT, "%.1f s", result.wallSeconds())),
        new ReportData.Fact("peak memory", (result.peakMemoryBytes() >> 20) + " MiB"),
        new ReportData.Fact("device", result.device()),
        new ReportData.Fact("split", result.splitDescription()),
        new ReportData.Fact("data SHA-256", result.dataSha256()),
        new ReportData.Fact("checkpoint SHA-256", result.checkpointSha256()),
        new ReportData.Fact(
            "plugins",
            manifest.plugins().stream()
                .map(p -> p.id() + " " + p.version())
                .collect(Collectors.joining(", "))));
  }

  /** A resumed run goes on where another stopped, and so do its curves. */
  private List<ReportData.Series> series(Manifest manifest) {
    var points = new TreeMap<String, TreeMap<Long, Double>>();
    var part = manifest;
    while (true) {
      var run = part.run();
      for (var known : store.metrics().series(run)) {
        var merged = points.computeIfAbsent(known.key(), _ -> new TreeMap<>());
        store
            .metrics()
            .series(run, known.key(), POINTS)
            .orElseThrow()
            .points()
            .forEach(p -> merged.putIfAbsent(p.step(), p.value()));
      }
      if (part.resumedFrom().isEmpty()) {
        break;
      }
      part = manifest(part.resumedFrom());
    }
    var series = new ArrayList<ReportData.Series>();
    points.forEach(
        (key, values) ->
            series.add(
                new ReportData.Series(
                    key,
                    values.keySet().stream().mapToLong(Long::longValue).toArray(),
                    values.values().stream().mapToDouble(Double::doubleValue).toArray())));
    return series;
  }

  private static ReportData.Layer layer(ResultRecord.Layer layer) {
    var shape = layer.outputShape().stream().map(String::valueOf).collect(Collectors.joining("×"));
    return new ReportData.Layer(
        layer.name(), shape, layer.parameters(), layer.macs(), layer.firingRate());
  }

  private static ReportData.Raster raster(SpikeSample s) {
    return new ReportData.Raster(s.layer(), s.steps(), s.neurons(), s.time(), s.neuron());
  }
}
