package org.hillock.cli.command;

import org.hillock.cli.client.Connection;
import org.hillock.cli.show.AuditList;
import org.hillock.cli.show.Console;
import org.hillock.proto.v1.ListPluginAuditsRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "audit",
    header = {"Lists who attempted to change a server's plugins, newest first.", ""},
    footer = {
      "",
      "Examples:",
      "  hillock plugin audit",
      "  hillock plugin audit --filter outcome=REFUSED --json"
    })
final class PluginAuditCommand extends ClientCommand {

  private static final int LARGEST_PAGE = 1000;

  @Option(
      names = "--filter",
      paramLabel = "TERMS",
      description = "KEY=VALUE joined by ' AND '; keys: plugin, action, outcome, caller.")
  private String filter = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many (default: ${DEFAULT-VALUE}).",
      defaultValue = "50")
  private int limit;

  @Override
  int call(Connection connection, Console console) {
    var list = new AuditList();
    var request = ListPluginAuditsRequest.newBuilder().setFilter(filter);
    for (int left = limit; left > 0; ) {
      request.setPageSize(Math.min(left, LARGEST_PAGE));
      var page = connection.plugins().listPluginAudits(request.build());
      page.getAuditsList().forEach(console::data);
      page.getAuditsList().forEach(list::add);
      left = page.getNextPageToken().isEmpty() ? 0 : left - page.getAuditsCount();
      request.setPageToken(page.getNextPageToken());
    }
    if (!console.isJson()) {
      console.say(list.lines());
    }
    return ExitCode.OK;
  }
}
