package org.hillock.plugins.exporters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hillock.api.Component;
import org.hillock.api.result.Exporter;
import org.hillock.api.result.TrainedNetwork;
import org.hillock.api.tensor.Tensor;

/** The network's numbers as NumPy reads them: {@code numpy.load("network.npz")["0.weight"]}. */
@Component(
    id = "npz",
    doc =
        "One file network.npz for NumPy: every parameter and running statistic as an array of"
            + " 32-bit floats under its name in the network, such as 0.weight.")
public record Npz() implements Exporter {

  private static final String FILE = "network.npz";

  @Override
  public void export(TrainedNetwork trained, Path folder) throws IOException {
    var arrays = new TreeMap<String, Tensor>(trained.network().buffers());
    trained.network().parameters().forEach(p -> arrays.put(p.name(), p.value()));
    try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(FILE)))) {
      for (var array : arrays.entrySet()) {
        var entry = new ZipEntry(array.getKey() + ".npy");
        entry.setTime(0); // the same network gives the same bytes
        zip.putNextEntry(entry);
        Npy.write(array.getValue(), zip);
        zip.closeEntry();
      }
    }
  }
}
