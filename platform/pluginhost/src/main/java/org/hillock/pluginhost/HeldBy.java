package org.hillock.pluginhost;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.netbeans.lib.profiler.heap.GCRoot;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaFrameGCRoot;
import org.netbeans.lib.profiler.heap.ObjectFieldValue;
import org.netbeans.lib.profiler.heap.PrimitiveArrayInstance;

/**
 * The chain of references that keeps a class loader from being collected, read from a heap dump of
 * this process: {@code static field java.lang.System.props → java.util.Properties → class my.Lif}.
 */
final class HeldBy {

  /** The dump stops the process for about a second per so many bytes of heap. */
  private static final long MOST_BYTES = 256L << 20;

  private static final String ARROW = " → ";
  private static final String CLASS = "java.lang.Class";
  private static final String LAMBDA = "$$Lambda";

  /** A weak reference that is found in a dump by its number. */
  static final class Tag extends WeakReference<ClassLoader> {

    private final long number;

    Tag(ClassLoader loader, long number) {
      super(loader);
      this.number = number;
    }
  }

  private final Heap heap;

  private HeldBy(Heap heap) {
    this.heap = heap;
  }

  /**
   * Dumps the heap, searches it and deletes the dump. Takes seconds; uses at most half of the disk
   * space that is free.
   *
   * @param folder of this process alone; the dump lies there meanwhile
   * @return the chain, from what is always reachable to the class loader, in words; or why it is
   *     not known
   */
  static String chain(Tag tag, Path folder) throws IOException {
    var runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    if (used > Math.min(MOST_BYTES, Files.getFileStore(folder).getUsableSpace() / 2)) {
      return "what holds it is not searched for: a heap of %d MiB is too large to be dumped here"
          .formatted(used >> 20);
    }
    var work = Files.createTempDirectory(folder, "dump");
    try {
      var dump = work.resolve("heap.hprof");
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(dump.toString(), true);
      return new HeldBy(HeapFactory.createHeap(dump.toFile())).chain(tag.number);
    } finally {
      delete(work);
    }
  }

  /** With the index that the library keeps beside a dump. */
  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }

  private String chain(long number) {
    var loader = loader(number);
    if (loader.isEmpty()) {
      return "nothing holds its class loader any more; it is collected soon";
    }
    var path = path(loader.get());
    var words = new ArrayList<String>();
    var start = path.getFirst();
    words.add(root(start, path.size() > 1 ? Optional.of(path.get(1)) : Optional.empty()));
    for (int i = 1; i + 1 < path.size(); i++) {
      link(path.get(i), path.get(i + 1)).ifPresent(words::add);
    }
    return "its class loader is held by " + String.join(ARROW, words);
  }

  private Optional<Instance> loader(long number) {
    for (Object tag : heap.getJavaClassByName(Tag.class.getName()).getInstances()) {
      if (tag instanceof Instance instance
          && instance.getValueOfField("number") instanceof Long found
          && found == number) {
        return Optional.ofNullable((Instance) instance.getValueOfField("referent"));
      }
    }
    return Optional.empty();
  }

  /** From a root to an object, each holding the next; the object alone if no root is found. */
  private static List<Instance> path(Instance to) {
    Deque<Instance> path = new ArrayDeque<>(List.of(to));
    while (!path.getFirst().isGCRoot()) {
      var holder = path.getFirst().getNearestGCRootPointer();
      if (holder == null) {
        break;
      }
      path.addFirst(holder);
    }
    return List.copyOf(path);
  }

  private String root(Instance start, Optional<Instance> next) {
    var root = heap.getGCRoot(start);
    if (root == null) {
      return "an object that no root of the dump leads to: " + start.getJavaClass().getName();
    }
    if (root instanceof JavaFrameGCRoot frame) {
      var thread = frame.getThreadGCRoot();
      return "a local variable of the thread '%s' in %s, %s"
          .formatted(
              threadName(thread.getInstance()),
              place(thread.getStackTrace()[frame.getFrameNumber()]),
              plain(start));
    }
    if (root.getKind().equals(GCRoot.THREAD_OBJECT)) {
      return "the running thread '%s'".formatted(threadName(start));
    }
    return next.flatMap(held -> link(start, held)).orElse(root.getKind() + " " + plain(start));
  }

  /** What stands in the chain for an object; empty for one that says nothing to a reader. */
  private Optional<String> link(Instance holder, Instance held) {
    var field = field(holder, held);
    if (field.filter(value -> value.getField().isStatic()).isPresent()) {
      return Optional.of(
          "static field %s.%s".formatted(className(holder), field.get().getField().getName()));
    }
    var name = holder.getJavaClass().getName();
    if (name.equals(CLASS) || name.contains(LAMBDA)) {
      return Optional.of(plain(holder)).filter(n -> !n.contains(LAMBDA));
    }
    if (name.startsWith("java.")) {
      return Optional.of(name).filter(n -> !n.contains("$") && !n.contains("["));
    }
    return Optional.of(name + field.map(value -> "." + value.getField().getName()).orElse(""));
  }

  /** Names in angle brackets are no fields of Java: a class's hold on its class loader. */
  private static Optional<ObjectFieldValue> field(Instance holder, Instance held) {
    for (Object reference : held.getReferences()) {
      if (reference instanceof ObjectFieldValue value
          && value.getDefiningInstance().equals(holder)
          && !value.getField().getName().startsWith("<")) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private String plain(Instance object) {
    var name = object.getJavaClass().getName();
    if (name.equals(CLASS)) {
      return "class " + className(object);
    }
    int lambda = name.indexOf(LAMBDA);
    return lambda < 0 ? "an instance of " + name : "a lambda of " + name.substring(0, lambda);
  }

  private static String place(StackTraceElement frame) {
    int lambda = frame.getClassName().indexOf(LAMBDA);
    return lambda < 0
        ? frame.getClassName() + "." + frame.getMethodName()
        : "a lambda of " + frame.getClassName().substring(0, lambda);
  }

  private String className(Instance object) {
    var described = heap.getJavaClassByID(object.getInstanceId());
    return described == null ? object.getJavaClass().getName() : described.getName();
  }

  private static String threadName(Instance thread) {
    if (!(thread.getValueOfField("name") instanceof Instance name
        && name.getValueOfField("value") instanceof PrimitiveArrayInstance value)) {
      return "";
    }
    boolean latin = Byte.valueOf((byte) 0).equals(name.getValueOfField("coder"));
    var bytes = new byte[value.getLength()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Byte.parseByte((String) value.getValues().get(i));
    }
    return new String(bytes, latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
  }
}
