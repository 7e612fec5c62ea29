package org.hillock.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.bench.Bench;
import org.hillock.cli.local.LocalPlugins;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.FigureText;
import org.hillock.cli.show.RowPattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    header = "Measures how fast this machine computes, beside other libraries and targets.",
    description = {
      "",
      "Each row is timed in turns with its baseline, if it has one: a library of this machine, or",
      "other code of Hillock. RATIO says how many times better Hillock is, TARGET the least asked",
      "for. Kernels show their best turn, whole training steps (step/...) the median one. All rows",
      "take some minutes; a machine that does other work shows too little.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hillock bench",
      "  hillock bench --only gemm --only 'scan/*/t1'",
      "  hillock bench --only step --json"
    })
final class BenchCommand implements Callable<Integer> {

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      description =
          "Only rows whose name contains this, or matches it where it has * or ?; may be given"
              + " several times.")
  private List<String> only = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "The most threads a row uses; else one for each processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "0.8",
      description = "How long the turns of a row last, at least (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--trained",
      paramLabel = "RUN",
      description =
          "The folder of a finished run of tests/benchmarks/peers/vgg16.yaml: adds the rows"
              + " step/vgg16, which are of its weights.")
  private Optional<Path> trained = Optional.empty();

  @Option(names = "--list", description = "Show the names of the rows and measure nothing.")
  private boolean list;

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException {
    var console = output.console();
    home.log("bench");
    try (var plugins = LocalPlugins.open();
        var bench = Bench.of(plugins.catalogue(), threads, seconds, trained)) {
      var chosen = chosen(bench.names());
      if (list) {
        chosen.forEach(console::say);
      } else {
        measure(bench, chosen, console);
      }
    }
    return ExitCode.OK;
  }

  private List<String> chosen(List<String> names) {
    if (only.isEmpty()) {
      return names;
    }
    var patterns = only.stream().map(RowPattern::of).toList();
    var chosen =
        names.stream().filter(name -> patterns.stream().anyMatch(p -> p.fits(name))).toList();
    if (chosen.isEmpty()) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "no row fits --only %s; 'hillock bench --list' shows all names"
              .formatted(String.join(" --only ", only)));
    }
    return chosen;
  }

  private static void measure(Bench bench, List<String> names, Console console) {
    var text = FigureText.of(names);
    if (!console.isJson()) {
      console.say(text.heading());
    }
    int number = 0;
    for (var name : names) {
      number++;
      var progress = "%d of %d: %s".formatted(number, names.size(), name);
      if (console.isTerminal()) {
        console.progress(progress);
      } else {
        console.note(progress);
      }
      var figure = bench.measure(name);
      console.data(FigureText.json(figure));
      if (!console.isJson()) {
        console.say(text.line(figure));
      }
    }
    console.endProgress();
  }
}
