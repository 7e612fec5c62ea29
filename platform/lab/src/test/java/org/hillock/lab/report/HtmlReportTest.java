package org.hillock.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.hillock.api.result.Exhibit;
import org.hillock.api.result.Section;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private static final ReportData DATA =
      new ReportData(
          "digits </script><script>alert(1)</script>",
          "runs/r1",
          "97.2 % on the held-out fifth",
          List.of(new ReportData.Fact("seed", "1")),
          List.of(
              new ReportData.Figure("test_accuracy", 0.972, "", ""),
              new ReportData.Figure("energy/45nm", 1.1e-8, "J", "MAC 4.6 pJ, AC 0.9 pJ"),
              new ReportData.Figure("energy_dense/45nm", 4e-7, "J", "every MAC 4.6 pJ")),
          List.of(
              new ReportData.Series(
                  "train_loss", new long[] {10, 20, 30}, new double[] {2, 1, 0.5}),
              new ReportData.Series(
                  "test_loss", new long[] {10, 20, 30}, new double[] {2, 1.2, 0.8})),
          List.of(
              new ReportData.Layer("0.linear", "128", 8320, 8192, Double.NaN),
              new ReportData.Layer("1.lif", "128", 0, 0, 0.13)),
          List.of(
              new ReportData.Raster("1.lif", 8, 128, new int[] {0, 3, 7}, new int[] {5, 60, 127})),
          List.of(
              new Section(
                  "Weights",
                  "",
                  List.of(
                      new Exhibit.Table(
                          "largest", List.of("layer"), List.of(List.of("0.linear")))))),
          "name: digits\n",
          List.of("Lapicque (1907)"));

  @Test
  void refersToNothingOutsideItself() {
    var page = HtmlReport.of(DATA);
    assertFalse(Pattern.compile("(src|href)\\s*=\\s*[\"']").matcher(page).find());
    assertFalse(page.contains("sourceMappingURL"));
    assertFalse(page.contains("/*data*/") || page.contains("/*chart*/"));
  }

  @Test
  void textInTheDataCannotEndTheScript() throws IOException {
    var page = HtmlReport.of(DATA);
    assertFalse(page.contains("<script>alert(1)"));
    var matcher =
        Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(page);
    assertTrue(matcher.find());
    assertEquals(DATA.title(), new JsonMapper().readTree(matcher.group(1)).get("title").asText());
  }
}
