package org.hillock.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.Status;
import java.util.List;
import java.util.Map;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.spec.Spec;
import org.hillock.engine.spec.SpecException;
import org.hillock.proto.v1.ErrorReason;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FailuresTest {

  private static final String ANY = "hillock.v1.RunService/GetRun";
  private static final String INSTALL = "hillock.v1.PluginService/InstallPlugin";

  @ParameterizedTest
  @EnumSource
  void everyCodeIsAReasonOfTheInterface(ErrorCode code) {
    var failure = Failures.of(new HillockException(code, "wrong"), ANY);
    assertEquals(ErrorReason.valueOf(code.name()).name(), code.name());
    Assertions.assertNotEquals(Status.Code.UNKNOWN, failure.status().getCode());
  }

  @Test
  void aBrokenJarIsTheSendersFaultAndABrokenCheckpointIsNot() {
    var corrupt = new HillockException(ErrorCode.CORRUPT_FILE, "cut off");
    assertEquals(Status.Code.INVALID_ARGUMENT, Failures.of(corrupt, INSTALL).status().getCode());
    assertEquals(Status.Code.DATA_LOSS, Failures.of(corrupt, ANY).status().getCode());
    var fault = new HillockException(ErrorCode.PLUGIN_FAULT, "no entry class");
    assertEquals(Status.Code.INVALID_ARGUMENT, Failures.of(fault, INSTALL).status().getCode());
    assertEquals(Status.Code.INTERNAL, Failures.of(fault, ANY).status().getCode());
  }

  @Test
  void problemsOfASpecAreFieldsBelowSpec() throws Exception {
    var error =
        Assertions.assertThrows(
            SpecException.class,
            () -> Spec.parse("nmae: x\nseeed: 1\n").bind(Catalogue.of(List.of())));
    var request =
        Failures.of(error, ANY).details().getDetails(1).unpack(com.google.rpc.BadRequest.class);
    assertEquals(error.problems().size(), request.getFieldViolationsCount());
    Assertions.assertTrue(error.problems().size() >= 2, error::getMessage);
    request
        .getFieldViolationsList()
        .forEach(v -> Assertions.assertTrue(v.getField().startsWith("spec"), v::getField));
  }

  @Test
  void memoryThatIsUsedUpIsNoFaultOfHillock() {
    var failure = Failures.of(new OutOfMemoryError("Java heap space"), ANY);
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, failure.status().getCode());
  }

  @Test
  void detailsOfTheLabGoAlong() throws Exception {
    var error =
        new org.hillock.lab.record.LabException(
            ErrorCode.FAILED_PRECONDITION, "runs", Map.of("state", "RUNNING"));
    var info =
        Failures.of(error, ANY).details().getDetails(0).unpack(com.google.rpc.ErrorInfo.class);
    assertEquals("RUNNING", info.getMetadataOrThrow("state"));
  }
}
