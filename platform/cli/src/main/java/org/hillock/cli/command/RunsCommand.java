package org.hillock.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.hillock.cli.client.Connection;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.RunList;
import org.hillock.proto.v1.GetRunRequest;
import org.hillock.proto.v1.ListRunsRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    header = {"Lists the runs of a server, newest first, or shows one.", ""},
    footer = {
      "",
      "Examples:",
      "  hillock runs --filter state=RUNNING",
      "  hillock runs runs/r4k2 --download results"
    })
final class RunsCommand extends ClientCommand {

  private static final int LARGEST_PAGE = 1000;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      converter = RunName.Converter.class,
      description = "Show this run alone, with its figures and files.")
  private Optional<RunName> run = Optional.empty();

  @Option(
      names = "--download",
      paramLabel = "FOLDER",
      description = "Fetch every file of the run into this folder.")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--filter",
      paramLabel = "TERMS",
      description = "KEY=VALUE joined by ' AND '; keys: state, experiment, tags.NAME.")
  private String filter = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int limit;

  @Override
  int call(Connection connection, Console console) throws IOException {
    if (run.isPresent()) {
      return show(connection, console, run.get().text());
    }
    var list = new RunList();
    var request = ListRunsRequest.newBuilder().setFilter(filter);
    for (int left = limit; left > 0; ) {
      var page =
          connection.runs().listRuns(request.setPageSize(Math.min(left, LARGEST_PAGE)).build());
      page.getRunsList().forEach(console::data);
      page.getRunsList().forEach(list::add);
      left = page.getNextPageToken().isEmpty() ? 0 : left - page.getRunsCount();
      request.setPageToken(page.getNextPageToken());
    }
    if (!console.isJson()) {
      console.say(list.lines());
    }
    return ExitCode.OK;
  }

  private int show(Connection connection, Console console, String name) throws IOException {
    var found = connection.runs().getRun(GetRunRequest.newBuilder().setName(name).build());
    var files = RunFiles.of(connection, name);
    console.data(found);
    if (!console.isJson()) {
      console.say(RunList.details(found));
      console.say(files.lines());
    }
    if (folder.isPresent()) {
      files.download(folder.get(), console);
    }
    return ExitCode.OK;
  }
}
