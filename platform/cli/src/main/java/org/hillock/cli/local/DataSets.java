package org.hillock.cli.local;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Installation;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.ComponentType;
import org.hillock.engine.component.Kind;
import org.hillock.engine.data.DataInstaller;

/**
 * The data sets that plugins offer.
 *
 * @param store the folder of installed data sets
 */
public record DataSets(LocalPlugins plugins, Path store) {

  /**
   * A data set.
   *
   * @param state {@code installed}, {@code not installed}, {@code built in} or {@code own files}
   */
  public record Entry(String name, String state, String licence, String doc) {}

  /** All of them, by name. */
  public List<Entry> all() {
    return types().stream().map(this::entry).toList();
  }

  private Entry entry(ComponentType type) {
    var set = standard(type);
    var installation = set.flatMap(DataSet::installation);
    var state =
        installation
            .map(i -> DataInstaller.isInstalled(i, store) ? "installed" : "not installed")
            .orElse(set.isPresent() ? "built in" : "own files");
    return new Entry(
        type.id(), state, installation.map(Installation::licence).orElse(""), type.doc());
  }

  /**
   * How to get a data set.
   *
   * @throws HillockException {@code NOT_FOUND} if there is none of this name that can be installed
   */
  public Installation installation(String name) {
    return types().stream()
        .filter(type -> type.answersTo(name))
        .findFirst()
        .flatMap(this::standard)
        .flatMap(DataSet::installation)
        .orElseThrow(
            () ->
                new HillockException(
                    ErrorCode.NOT_FOUND,
                    "no data set '%s' can be installed; these can: %s"
                        .formatted(name, String.join(", ", installable()))));
  }

  private List<String> installable() {
    return types().stream()
        .filter(type -> standard(type).flatMap(DataSet::installation).isPresent())
        .map(ComponentType::id)
        .collect(Collectors.toList());
  }

  private List<ComponentType> types() {
    return plugins.components().stream().filter(type -> type.kind() == Kind.DATASET).toList();
  }

  /** The data set with all parameters at their default; empty if one must be given. */
  private Optional<DataSet> standard(ComponentType type) {
    return new Binder(plugins.catalogue()).bind(DataSet.class, TextNode.valueOf(type.id()), "");
  }
}
