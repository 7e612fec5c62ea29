package org.hillock.plugins.speech;

import java.nio.file.Path;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Installation;
import org.hillock.api.data.Samples;

/** Google Speech Commands v0.02: {@code [101][140]} mel energies in decibels. */
@Component(
    id = "speech-commands",
    doc =
        "Google Speech Commands v0.02 (CC BY 4.0): 105,829 recordings of 35 words, one second each,"
            + " as mel spectrograms (101 time steps of 10 ms, 140 bands, decibels), with its own"
            + " lists for validation and testing.",
    cites = {
      "Warden, P. (2018). Speech Commands: a dataset for limited-vocabulary speech recognition."
          + " arXiv:1804.03209.",
      "Hammouamri, I., Khalfaoui-Hassani, I., Masquelier, T. (2024). Learning delays in spiking"
          + " neural networks using dilated convolutions with learnable spacings. ICLR 2024. (mel"
          + " front end)"
    })
public record SpeechCommands() implements DataSet {

  @Override
  public Samples open(Path store) {
    return new CommandSamples(CommandFiles.read(store.resolve(CommandFiles.INSTALLATION.name())));
  }

  @Override
  public Optional<Installation> installation() {
    return Optional.of(CommandFiles.INSTALLATION);
  }
}
