package org.hillock.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Installation;
import org.hillock.api.data.Installation.Archive;
import org.hillock.api.data.Installation.Source;
import org.hillock.api.data.Installation.Source.Archives;
import org.hillock.api.data.Installation.Source.DebianPackage;
import org.hillock.api.data.Installation.Source.Download;
import org.hillock.api.data.Installation.Source.NpmPackage;
import org.hillock.api.data.Installation.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an HTTP server of this test, and package clients that are scripts of this test. */
class DataInstallerTest {

  private static final Clients NONE = new Clients("no-apt", "no-dpkg", "no-npm", "no-tar");

  @TempDir private Path folder;
  private final Map<String, byte[]> served = new ConcurrentHashMap<>();
  private final List<String> progress = new ArrayList<>();
  private HttpServer server;
  private Path store;

  @BeforeEach
  void serve() throws IOException {
    store = folder.resolve("store");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = served.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String address(String path) {
    return "http://localhost:%d%s".formatted(server.getAddress().getPort(), path);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(bytes(text));
    }
    return packed.toByteArray();
  }

  private Target target(String name, String content) throws IOException {
    var file = Files.write(folder.resolve("pin"), bytes(content));
    return new Target(name, Checksum.of(file));
  }

  private Installation set(Source... sources) throws IOException {
    return new Installation(
        "set", "CC0", List.of(sources), List.of(target("a", "apple"), target("b", "berry")));
  }

  private Download download() {
    return new Download(List.of(address("/a.gz"), address("/b")));
  }

  private Path install(Installation installation, Clients clients) {
    return DataInstaller.install(installation, store, progress::add, clients);
  }

  private void nothingLeftBut(String... names) throws IOException {
    try (var left = Files.list(store)) {
      assertEquals(List.of(names), left.map(p -> p.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void downloadsAndUnpacks() throws IOException {
    served.put("/a.gz", gzip("apple"));
    served.put("/b", bytes("berry"));
    var home = install(set(download()), NONE);
    assertEquals("apple", Files.readString(home.resolve("a")));
    assertEquals("berry", Files.readString(home.resolve("b")));
    assertTrue(DataInstaller.isInstalled(set(), store));
    nothingLeftBut("set");
  }

  @Test
  void aWrongChecksumIsRefusedAndNothingIsPutIntoPlace() throws IOException {
    served.put("/a.gz", gzip("apple"));
    served.put("/b", bytes("bramble"));
    var refused = assertThrows(HillockException.class, () -> install(set(download()), NONE));
    assertEquals(ErrorCode.DATA_UNAVAILABLE, refused.code());
    assertTrue(refused.getMessage().contains("b has SHA-256 "), refused.getMessage());
    assertFalse(DataInstaller.isInstalled(set(), store));
    nothingLeftBut();
  }

  @Test
  void whenNoSourceServesEveryOneIsNamedWithItsReason() throws IOException {
    var refused =
        assertThrows(
            HillockException.class,
            () ->
                install(
                    set(
                        download(),
                        new DebianPackage("data-set", "usr"),
                        new NpmPackage("data-set", "1.0.0", "data")),
                    NONE));
    String message = refused.getMessage();
    assertTrue(message.contains(address("/a.gz") + " answered 404"), message);
    assertTrue(message.contains("Debian package data-set: there is no command no-apt"), message);
    assertTrue(message.contains("npm package data-set@1.0.0: there is no command"), message);
    nothingLeftBut();
  }

  private String script(String name, String... lines) throws IOException {
    var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + String.join("\n", lines));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }

  @Test
  void fallsBackOnTheDebianPackage() throws IOException {
    var clients =
        new Clients(
            script("apt-get", "[ \"$*\" = 'download data-set' ] && touch data-set_1_all.deb"),
            script(
                "dpkg-deb",
                "[ -f \"$2\" ] && mkdir -p \"$3/usr/share\" && cd \"$3/usr/share\"",
                "printf apple | gzip > a.gz; printf berry > b"),
            "no-npm",
            "no-tar");
    var home = install(set(download(), new DebianPackage("data-set", "usr/share")), clients);
    assertEquals("apple", Files.readString(home.resolve("a")));
    assertEquals("berry", Files.readString(home.resolve("b")));
    nothingLeftBut("set");
  }

  @Test
  void fallsBackOnTheNpmPackage() throws IOException {
    var npm =
        script(
            "npm",
            "[ \"$*\" = 'pack --ignore-scripts data-set@1.0.0' ] || exit 1",
            "mkdir -p package/data; printf apple > package/data/a; printf berry > package/data/b",
            "tar -czf data-set-1.0.0.tgz package && rm -r package");
    var clients = new Clients("no-apt", "no-dpkg", npm, "tar");
    var home = install(set(new NpmPackage("data-set", "1.0.0", "data")), clients);
    assertEquals("berry", Files.readString(home.resolve("b")));
  }

  private static byte[] zip(String... namesAndContents) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(packed)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndContents[i]));
        zip.write(bytes(namesAndContents[i + 1]));
      }
    }
    return packed.toByteArray();
  }

  private Archive archive(String path, byte[] content, String folder, String algorithm)
      throws IOException, NoSuchAlgorithmException {
    served.put(path, content);
    byte[] sum = MessageDigest.getInstance(algorithm).digest(content);
    return new Archive(address(path), HexFormat.of().formatHex(sum), folder);
  }

  private Installation packed(Archive... archives) {
    return new Installation(
        "set",
        "CC0",
        List.of(new Archives(List.of(archives))),
        List.of(new Target("a"), new Target("b")));
  }

  @Test
  void unpacksArchivesOfBothKindsIntoOneFolder() throws Exception {
    var tree = Files.createDirectories(folder.resolve("tree/inner/words"));
    Files.writeString(tree.resolveSibling("b"), "berry");
    Files.writeString(tree.resolve("w"), "word");
    var tar = folder.resolve("b.tar.gz");
    new ProcessBuilder("tar", "-czf", tar.toString(), "inner")
        .directory(folder.resolve("tree").toFile())
        .start()
        .waitFor();
    var both =
        packed(
            archive("/a.zip", zip("a", "apple"), "", "MD5"),
            archive("/b.tar.gz", Files.readAllBytes(tar), "inner", "SHA-256"));
    var home = install(both, new Clients("no-apt", "no-dpkg", "no-npm", "tar"));
    assertEquals("apple", Files.readString(home.resolve("a")));
    assertEquals("berry", Files.readString(home.resolve("b")));
    assertEquals("word", Files.readString(home.resolve("words/w")));
    nothingLeftBut("set");
  }

  @Test
  void anArchiveOfAnotherChecksumIsNotUnpacked() throws Exception {
    var pinned = archive("/a.zip", zip("a", "apple", "b", "berry"), "", "MD5");
    served.put("/a.zip", zip("a", "apple", "b", "bramble"));
    var refused = assertThrows(HillockException.class, () -> install(packed(pinned), NONE));
    assertTrue(refused.getMessage().contains("expected " + pinned.checksum()), refused.toString());
    nothingLeftBut();
  }

  @Test
  void anArchiveThatLacksAFileOrReachesOutOfItsFolderIsRefused() throws Exception {
    var lacking = packed(archive("/a.zip", zip("a", "apple"), "", "MD5"));
    var refused = assertThrows(HillockException.class, () -> install(lacking, NONE));
    assertTrue(refused.getMessage().contains("there is no b"), refused.getMessage());
    var reaching = packed(archive("/c.zip", zip("../../a", "apple", "b", "berry"), "", "MD5"));
    refused = assertThrows(HillockException.class, () -> install(reaching, NONE));
    assertTrue(refused.getMessage().contains("outside of it, ../../a"), refused.getMessage());
    nothingLeftBut();
  }

  @Test
  void aClientThatFailsIsQuoted() throws IOException {
    var clients =
        new Clients(script("apt-get", "echo 'E: no such package'; exit 100"), "x", "x", "x");
    var refused =
        assertThrows(
            HillockException.class,
            () -> install(set(new DebianPackage("data-set", "usr")), clients));
    assertTrue(
        refused.getMessage().contains("failed with exit code 100: E: no such package"),
        refused.getMessage());
  }

  @Test
  void whatIsInstalledIsLeftAlone() throws IOException {
    served.put("/a.gz", gzip("apple"));
    served.put("/b", bytes("berry"));
    install(set(download()), NONE);
    served.clear();
    install(set(download()), NONE);
    assertTrue(progress.getLast().contains("installed already"), progress.getLast());
  }

  @Test
  void aDamagedInstallationIsReplaced() throws IOException {
    served.put("/a.gz", gzip("apple"));
    served.put("/b", bytes("berry"));
    var home = install(set(download()), NONE);
    Files.writeString(home.resolve("b"), "rotten");
    install(set(download()), NONE);
    assertEquals("berry", Files.readString(home.resolve("b")));
    nothingLeftBut("set");
  }

  @Test
  void interruptionEndsItAndLeavesNothing() throws IOException {
    var clients = new Clients(script("apt-get", "sleep 60"), "x", "x", "x");
    var debian = set(new DebianPackage("data-set", "usr"));
    Thread.currentThread().interrupt();
    var refused = assertThrows(HillockException.class, () -> install(debian, clients));
    assertTrue(Thread.interrupted());
    assertEquals(ErrorCode.CANCELLED, refused.code());
    nothingLeftBut();
  }
}
