package ${package};

import org.hillock.testkit.PluginConformance;

/** Installs the built jar in a host and checks all it offers. */
class ${className}IT extends PluginConformance {}
