package org.hillock.lab.record;

import java.util.Optional;
import org.hillock.engine.component.ComponentType;

/**
 * A component that new runs may use.
 *
 * @param plugin who offers it; empty: the platform itself
 */
public record OfferedComponent(ComponentType type, Optional<PluginDescriptor> plugin) {}
