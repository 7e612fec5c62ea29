package org.hillock.lab.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.hillock.lab.record.Json;

/**
 * Writes reports: page, charting library and data in one document, with no reference outside it.
 */
public final class HtmlReport {

  private static final String CHART = "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.js";
  private static final String CHART_VERSION =
      "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

  private HtmlReport() {}

  /** The report as one self-contained HTML document. */
  public static String of(ReportData data) {
    try {
      // Written as an escape, so that no text in the data can end the script element.
      var json = Json.write(data).replace("<", "\\u003c");
      return text("report.html")
          .replace("/*style*/", text("report.css"))
          .replace("/*chart*/", chartLibrary())
          .replace("/*script*/", text("report.js"))
          .replace("/*data*/", json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String chartLibrary() throws IOException {
    var properties = new Properties();
    try (var in = open(CHART_VERSION)) {
      properties.load(in);
    }
    return text(CHART.formatted(properties.getProperty("version")))
        .replace("//# sourceMappingURL=chart.umd.js.map", "");
  }

  private static String text(String resource) throws IOException {
    try (var in = open(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String resource) {
    return Objects.requireNonNull(
        HtmlReport.class.getResourceAsStream(resource), () -> "no resource " + resource);
  }
}
