package org.hillock.cli.command;

import picocli.CommandLine.Command;

@Command(
    synopsisSubcommandLabel = "COMMAND",
    header = {"Writes plugins, and looks after those of a running server and their jars.", ""},
    commandListHeading = "%nCommands:%n",
    subcommands = {
      PluginNewCommand.class,
      PluginDevCommand.class,
      PluginBuildCommand.class,
      PluginVerifyCommand.class,
      PluginListCommand.class,
      PluginInstallCommand.class,
      PluginUninstallCommand.class,
      PluginRollbackCommand.class,
      PluginAuditCommand.class
    },
    footer = {"", "Examples:", "  hillock plugin new my-lif", "  hillock plugin list"})
final class PluginCommand {}
