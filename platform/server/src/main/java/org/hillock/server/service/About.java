package org.hillock.server.service;

import com.google.inject.Inject;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hillock.lab.Facts;
import org.hillock.lab.Lab;
import org.hillock.lab.record.Jvm;
import org.hillock.proto.v1.GetServerInfoRequest;
import org.hillock.proto.v1.ServerInfo;
import org.hillock.proto.v1.ServerServiceGrpc;
import org.hillock.server.message.Times;

/** Tells about the server itself. */
final class About extends ServerServiceGrpc.ServerServiceImplBase {

  private static final List<String> EXTENSIONS = List.of("grpc-web", "json");

  private final Lab lab;
  private final Instant started = Instant.now();

  @Inject
  About(Lab lab) {
    this.lab = lab;
  }

  @Override
  public void getServerInfo(GetServerInfoRequest request, StreamObserver<ServerInfo> observer) {
    Unary.answer(
        observer,
        ServerInfo.newBuilder()
            .setVersion(Facts.hillock())
            .setSpiVersion(Facts.spi())
            .setStartTime(Times.of(started))
            .setUptime(Times.of(Duration.between(started, Instant.now())))
            .setJvm(Jvm.name())
            .setVectorBits(Jvm.vectorBits())
            .setProcessors(Runtime.getRuntime().availableProcessors())
            .addAllExtensions(EXTENSIONS)
            .setMaxUploadBytes(lab.plugins().rules().maxBytes())
            .build());
  }
}
