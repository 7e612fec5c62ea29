package org.hillock.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.Int64Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.hillock.cli.client.Connection;
import org.hillock.cli.local.Samples;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.Quantity;
import org.hillock.cli.show.Table;
import org.hillock.proto.v1.GetModelRequest;
import org.hillock.proto.v1.PredictRequest;
import org.hillock.proto.v1.PredictResponse;
import org.hillock.proto.v1.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    header = "Lets a run's trained network classify samples.",
    description = {
      "",
      "Values are as the run's data set gives them, before the encoder: the grey values of the",
      "digits, for example, go from 0 to 1.",
      ""
    },
    footer = {"", "Example:", "  hillock predict runs/r4k2 samples.csv"})
final class PredictCommand extends ClientCommand {

  private static final int BATCH = 256;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      converter = RunName.Converter.class,
      description = "The run.")
  private RunName run = new RunName("");

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description =
          "Samples: CSV without heading, a sample a line; or JSON, an array of them. Where samples"
              + " have parts, their values follow one another in the order of the parts' names, or"
              + " JSON has mappings: [{\"image\": [...], \"sound\": [...]}].")
  private Path file = Path.of("");

  @Option(names = "--seed", paramLabel = "N", description = "Seed of a random encoder.")
  private Optional<Long> seed = Optional.empty();

  @Override
  int call(Connection connection, Console console) throws IOException {
    var name = run.text() + "/model";
    var model = connection.models().getModel(GetModelRequest.newBuilder().setName(name).build());
    var parts = new LinkedHashMap<String, List<Long>>();
    model.getPartsList().forEach(part -> parts.put(part.getName(), part.getShapeList()));
    var samples = Samples.read(file, model.getInputShapeList(), parts);
    var table = new Table("SAMPLE", "CLASS", "SCORE");
    for (int from = 0; from < samples.count(); from += BATCH) {
      int count = Math.min(BATCH, samples.count() - from);
      var tensor = Tensor.newBuilder().addShape(count).addAllShape(model.getInputShapeList());
      samples.copy(from, count, tensor::addValues);
      var request = PredictRequest.newBuilder().setName(name).setInput(tensor);
      seed.ifPresent(value -> request.setSeed(Int64Value.of(value)));
      show(console, table, connection.models().predict(request.build()), from);
    }
    if (!console.isJson()) {
      console.say(table.lines());
    }
    return ExitCode.OK;
  }

  private static void show(Console console, Table table, PredictResponse answer, int from) {
    int rows = (int) answer.getOutput().getShape(0);
    int width = answer.getOutput().getValuesCount() / rows;
    for (int row = 0; row < rows; row++) {
      var scores = answer.getOutput().getValuesList().subList(row * width, (row + 1) * width);
      var json = JsonNodeFactory.instance.objectNode().put("sample", from + row);
      if (answer.getPredictedClassesCount() > 0) {
        int winner = answer.getPredictedClasses(row);
        json.put("class", winner);
        table.row(
            Integer.toString(from + row),
            Integer.toString(winner),
            Quantity.decimal(scores.get(winner), 4));
      }
      var list = json.putArray("scores");
      scores.forEach(list::add);
      console.data(json);
    }
  }
}
