package org.hillock.plugins.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarrierTest {

  private static final String PLACE = "org/bytedeco/dnnl/" + Carrier.platform() + "/";

  @TempDir Path folder;

  private Path jar(String version, String... names) throws IOException {
    var file = folder.resolve("dnnl-" + version + "-" + Carrier.platform() + ".jar");
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (var name : names) {
        jar.putNextEntry(new JarEntry(name));
        jar.write((name + version).getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private Path complete(String version) throws IOException {
    return jar(version, PLACE + "libdnnl.so.3", PLACE + "libgomp.so.1", PLACE + "libjnidnnl.so");
  }

  @Test
  void prefersTheClassPathThenTheNewestInTheFolder() throws IOException {
    assertEquals(Optional.empty(), Carrier.find(Stream.empty(), folder.resolve("none")));
    complete("3.9-1.5.12");
    var newest = complete("3.11-1.5.13");
    Files.createFile(folder.resolve("dnnl-9.9-1.5.13-other-machine.jar"));
    Files.createFile(folder.resolve("dnnl-9.9-1.5.13.jar"));
    assertEquals(newest, Carrier.find(Stream.empty(), folder).orElseThrow().file());
    var listed = complete("3.10-1.5.12");
    var path = Stream.of(Path.of("classes"), listed);
    assertEquals(listed, Carrier.find(path, folder).orElseThrow().file());
  }

  @Test
  void unpacksNothingButTheLibrariesAndOnlyOnce() throws IOException {
    var carrier = new Carrier(complete("3.11-1.5.13"), folder.resolve("store"));
    var library = carrier.library();
    assertEquals(PLACE + "libdnnl.so.33.11-1.5.13", Files.readString(library));
    try (var files = Files.list(library.getParent())) {
      var names = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertEquals(List.of("libdnnl.so.3", "libgomp.so.1"), names);
    }
    var made = Files.getLastModifiedTime(library);
    assertEquals(library, carrier.library());
    assertEquals(made, Files.getLastModifiedTime(library));
    var another = new Carrier(complete("3.13-1.5.14"), carrier.store()).library();
    assertTrue(!another.equals(library), another.toString());
  }

  @Test
  void ofTwoThatUnpackAtOnceTheSecondTakesWhatTheFirstUnpacked() throws IOException {
    var carrier = new Carrier(complete("3.11-1.5.13"), folder.resolve("store"));
    var library = carrier.library();
    var made = Files.getLastModifiedTime(library);
    carrier.unpack(library.getParent());
    assertEquals(made, Files.getLastModifiedTime(library));
    try (var files = Files.list(carrier.store())) {
      assertEquals(List.of(library.getParent()), files.toList());
    }
  }

  @Test
  void saysWhatAJarLacksAndLeavesNothingBehind() throws IOException {
    var carrier = new Carrier(jar("3.11-1.5.13", PLACE + "libdnnl.so.3"), folder.resolve("store"));
    var refused = assertThrows(HillockException.class, carrier::library);
    assertEquals(ErrorCode.CORRUPT_FILE, refused.code());
    assertTrue(refused.getMessage().contains("no libgomp.so.1"), refused.getMessage());
    try (var files = Files.list(carrier.store())) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void refusesAFileThatIsNotThere() {
    var name = folder.resolve("libdnnl.so.3").toString();
    var refused = assertThrows(HillockException.class, () -> Carrier.given(name));
    assertEquals(ErrorCode.FAILED_PRECONDITION, refused.code());
    assertTrue(refused.getMessage().contains(name), refused.getMessage());
  }
}
