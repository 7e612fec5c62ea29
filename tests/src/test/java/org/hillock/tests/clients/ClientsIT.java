package org.hillock.tests.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients of docs/grpc.md submit a run, watch it to its end and fetch its series. */
final class ClientsIT {

  private static final int EPOCHS = 5;

  /** Needs no neuron to spike, so a few seconds are enough to see it learn. */
  private static final String SPEC =
      """
      name: client
      data: digits
      encoder: {type: direct, steps: 2}
      network: [flatten, {type: linear, out: 10}, leaky-integrator]
      trainer:
        type: bptt
        epochs: 1
        batch-size: 64
        loss: cross-entropy-membrane
        optimiser: {type: adam, rate: 1e-2}
      """;

  private static final Path PYTHON = Path.of("clients", "python").toAbsolutePath();
  private static final Path NODE = Path.of("clients", "node").toAbsolutePath();
  private static final List<String> RUN_PYTHON = List.of("/usr/bin/python3", "run.py");
  private static final List<String> RUN_NODE = List.of("node", "run.mjs");
  private static final Pattern ACCURACY = Pattern.compile("(?m)^test_accuracy ([01]\\.[0-9]{4})$");

  @TempDir private static Path folder;

  private static ServeProcess server;

  @BeforeAll
  static void start() throws IOException {
    Files.writeString(folder.resolve("spec.yaml"), SPEC);
    server = ServeProcess.start(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void theOneInPythonFollowsARunToItsEnd() throws IOException {
    Command.require(
        PYTHON,
        List.of("/usr/bin/python3", "-c", "import grpc, grpc_tools.protoc, google.protobuf"),
        "The Python client needs Debian's packages: apt-get install python3-grpcio"
            + " python3-grpc-tools");
    followsARun(PYTHON, RUN_PYTHON);
    tellsWhatIsWrong(PYTHON, RUN_PYTHON);
  }

  @Test
  void theOneInNodeFollowsARunToItsEnd() throws IOException {
    Command.require(
        NODE,
        List.of("npm", "ci", "--no-audit", "--no-fund"),
        "The Node client needs Node.js 18 or later with npm (apt-get install nodejs npm), and npm"
            + " a registry in reach or its packages in its cache");
    followsARun(NODE, RUN_NODE);
    tellsWhatIsWrong(NODE, RUN_NODE);
  }

  private static Command client(Path at, List<String> client, String override) throws IOException {
    var command = new ArrayList<>(client);
    command.addAll(List.of("--server", server.address()));
    command.addAll(List.of("--spec", folder.resolve("spec.yaml").toString(), "--set", override));
    return Command.run(at, command);
  }

  private static void followsARun(Path at, List<String> client) throws IOException {
    var done = client(at, client, "trainer.epochs=" + EPOCHS);
    assertEquals(0, done.exitCode(), done::toString);
    var lines = done.output().lines().toList();
    assertTrue(lines.getFirst().startsWith("runs/"), done::output);
    assertTrue(lines.contains("succeeded"), done::output);
    assertEquals(
        EPOCHS,
        lines.stream().filter(line -> line.startsWith("train_accuracy after epoch")).count(),
        done::output);
    var accuracy = ACCURACY.matcher(done.output());
    assertTrue(accuracy.find(), done::output);
    double value = Double.parseDouble(accuracy.group(1));
    assertTrue(value > 0.7 && value <= 1, done::output);
  }

  private static void tellsWhatIsWrong(Path at, List<String> client) throws IOException {
    var refused = client(at, client, "trainer.epochs=many");
    assertEquals(2, refused.exitCode(), refused::toString);
    assertTrue(refused.errors().contains("trainer.epochs"), refused::toString);
  }
}
