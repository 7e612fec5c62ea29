package org.hillock.server.message;

import com.google.protobuf.DoubleValue;
import java.util.function.Consumer;
import org.hillock.engine.component.ParameterInfo;
import org.hillock.engine.component.ParameterType;
import org.hillock.engine.component.Range;
import org.hillock.engine.component.Yaml;
import org.hillock.lab.record.OfferedComponent;
import org.hillock.proto.v1.Component;
import org.hillock.proto.v1.Parameter;

/** Components and their parameters. */
public final class ComponentMessages {

  private ComponentMessages() {}

  /** A component with the plugin that offers it, unless the engine itself does. */
  public static Component of(OfferedComponent offered) {
    var type = offered.type();
    var message =
        Component.newBuilder()
            .setName("components/" + type.kind().text() + "/" + type.id())
            .setKind(type.kind().text())
            .setId(type.id())
            .addAllAliases(type.aliases())
            .setDocumentation(type.doc())
            .addAllCitations(type.cites());
    offered
        .plugin()
        .ifPresent(
            p ->
                message
                    .setPlugin(PluginMessages.name(p.id(), p.version()))
                    .setPluginVersion(p.version()));
    type.parameters().forEach(parameter -> message.addParameters(of(parameter)));
    return message.build();
  }

  private static Parameter of(ParameterInfo parameter) {
    var message =
        Parameter.newBuilder()
            .setName(parameter.name())
            .setDocumentation(parameter.doc())
            .setUnit(parameter.unit())
            .setRequired(parameter.required());
    type(message, parameter.type());
    range(message, parameter.range());
    parameter
        .standard()
        .map(yaml -> Structs.value(Yaml.read(yaml)))
        .ifPresent(message::setDefaultValue);
    return message.build();
  }

  private static void type(Parameter.Builder message, ParameterType type) {
    switch (type) {
      case ParameterType.Whole _ -> message.setType(Parameter.Type.INTEGER);
      case ParameterType.Real _ -> message.setType(Parameter.Type.NUMBER);
      case ParameterType.Truth _ -> message.setType(Parameter.Type.BOOLEAN);
      case ParameterType.Text _ -> message.setType(Parameter.Type.STRING);
      case ParameterType.Choice(var names) ->
          message.setType(Parameter.Type.CHOICE).addAllChoices(names);
      case ParameterType.Nested(var kind) ->
          message.setType(Parameter.Type.COMPONENT).setComponentKind(kind.text());
      case ParameterType.Maybe(var inner) -> type(message, inner);
      case ParameterType.Many(var element) -> type(message.setList(true), element);
      case ParameterType.ByName(var element) -> type(message.setMapping(true), element);
    }
  }

  private static void range(Parameter.Builder message, Range range) {
    bound(range.min(), message::setMinimum);
    bound(range.max(), message::setMaximum);
    bound(range.above(), message::setAbove);
    bound(range.below(), message::setBelow);
  }

  private static void bound(double bound, Consumer<DoubleValue> setter) {
    if (!Double.isNaN(bound)) {
      setter.accept(DoubleValue.of(bound));
    }
  }
}
