package org.hillock.tests.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Another JVM of this machine, asked for what it has loaded.
 *
 * @param name what it is for
 */
record MeasuredJvm(
    String name,
    JMXConnector connector,
    ClassLoadingMXBean loading,
    MemoryMXBean memory,
    MemoryPoolMXBean metaspace)
    implements AutoCloseable {

  /** What is loaded after a collection. */
  record Sample(int classes, double metaspaceMib) {}

  /** A server's process and, where its plugins live in one of their own, that one. */
  static List<MeasuredJvm> ofServer(Process server) throws IOException {
    var jvms =
        Stream.concat(Stream.of(server.toHandle()), server.descendants())
            .map(ProcessHandle::pid)
            .toList();
    var all =
        VirtualMachine.list().stream()
            .filter(jvm -> jvms.contains(Long.parseLong(jvm.id())))
            .filter(jvm -> jvm.displayName().matches(".*(Main serve|WorkerMain inspect) .*"))
            .toList();
    var measured = new ArrayList<MeasuredJvm>();
    for (var jvm : all) {
      measured.add(
          attach(jvm.displayName().contains(" inspect ") ? "inspector" : "server", jvm.id()));
    }
    return measured;
  }

  private static MeasuredJvm attach(String name, String pid) throws IOException {
    try {
      var jvm = VirtualMachine.attach(pid);
      var address = jvm.startLocalManagementAgent();
      jvm.detach();
      var connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
      var beans = connector.getMBeanServerConnection();
      return new MeasuredJvm(
          name,
          connector,
          ManagementFactory.getPlatformMXBean(beans, ClassLoadingMXBean.class),
          ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class),
          ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class).stream()
              .filter(pool -> pool.getName().equals("Metaspace"))
              .findFirst()
              .orElseThrow());
    } catch (AttachNotSupportedException e) {
      throw new IOException("the process " + pid + " cannot be measured", e);
    }
  }

  Sample sample() {
    memory.gc();
    return new Sample(
        loading.getLoadedClassCount(), metaspace.getUsage().getUsed() / (double) (1 << 20));
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
