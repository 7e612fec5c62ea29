package org.hillock.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import io.grpc.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequestErrorsTest {

  @Test
  void aClientThatGoesAwayIsNoFaultOfHillock() {
    for (var gone : List.of(ClosedStreamException.get(), ClosedSessionException.get())) {
      var meant = RequestErrors.meant(Status.UNKNOWN.withCause(gone), gone);
      assertEquals(Status.Code.CANCELLED, Status.fromThrowable(meant).getCode());
    }
    var fault = new IllegalStateException("a fault");
    assertSame(fault, RequestErrors.meant(Status.UNKNOWN.withCause(fault), fault));
  }
}
