package org.hillock.plugins.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.hillock.api.data.Installation;
import org.hillock.api.data.Installation.Archive;
import org.hillock.api.data.Installation.Source.Archives;
import org.hillock.api.data.Installation.Target;

/**
 * The files of the Speech Commands: {@code WORD/….wav}, and lists of those for validation and
 * testing.
 *
 * @param files by word and name
 * @param words the classes, by name
 * @param labels of each file
 */
record CommandFiles(List<Path> files, List<String> words, int[] labels, Partition partition) {

  private static final int WORDS = 35;
  private static final String VALIDATION = "validation_list.txt";
  private static final String TESTING = "testing_list.txt";

  static final Installation INSTALLATION =
      new Installation(
          "speech-commands",
          "CC BY 4.0, Google",
          List.of(
              new Archives(
                  List.of(
                      new Archive(
                          "http://download.tensorflow.org/data/speech_commands_v0.02.tar.gz",
                          "af14739ee7dc311471de98f5f9d2c9191b18aedfe957f4a6ff791c709868ff58",
                          "")))),
          List.of(new Target(VALIDATION), new Target(TESTING)));

  static CommandFiles read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw Errors.notInstalled(INSTALLATION.name(), folder);
    }
    try {
      return files(folder);
    } catch (IOException e) {
      throw Errors.unreadable(folder, e);
    }
  }

  private static CommandFiles files(Path folder) throws IOException {
    var words = words(folder);
    var files = new ArrayList<Path>();
    var names = new ArrayList<String>();
    var labels = new ArrayList<Integer>();
    for (int label = 0; label < words.size(); label++) {
      var word = words.get(label);
      for (var file : sorted(folder.resolve(word))) {
        if (file.toString().endsWith(".wav")) {
          files.add(file);
          names.add(word + "/" + file.getFileName());
          labels.add(label);
        }
      }
    }
    var known = Set.copyOf(names);
    var validation = list(folder.resolve(VALIDATION), known);
    var testing = list(folder.resolve(TESTING), known);
    var partition =
        new Partition(
            rows(names, name -> !validation.contains(name) && !testing.contains(name)),
            rows(names, validation::contains),
            rows(names, testing::contains),
            "the data set's own lists for validation and testing");
    return new CommandFiles(
        files, words, labels.stream().mapToInt(label -> label).toArray(), partition);
  }

  private static List<String> words(Path folder) throws IOException {
    var words =
        sorted(folder).stream()
            .filter(Files::isDirectory)
            .map(each -> each.getFileName().toString())
            .filter(name -> !name.startsWith("_") && !name.startsWith("."))
            .toList();
    if (words.size() != WORDS) {
      throw Errors.corrupt(
          folder,
          "expected %d folders of words, found %d: %s"
              .formatted(WORDS, words.size(), String.join(", ", words)));
    }
    return words;
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private static Set<String> list(Path file, Set<String> known) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw Errors.corrupt(file.getParent(), "there is no %s".formatted(file.getFileName()));
    }
    var names = new HashSet<>(Files.readAllLines(file));
    names.remove("");
    for (var name : names) {
      if (!known.contains(name)) {
        throw Errors.corrupt(file, "it names %s, which is not there".formatted(name));
      }
    }
    return names;
  }

  private static int[] rows(List<String> names, Predicate<String> which) {
    return IntStream.range(0, names.size()).filter(i -> which.test(names.get(i))).toArray();
  }
}
