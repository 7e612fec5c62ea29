package org.hillock.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;

/**
 * Sets logging up unless a {@code logback.xml} does (its place may be given as {@code
 * -Dlogback.configurationFile}). The command line writes all to {@link LogFile} and our own
 * warnings to standard error; a worker, which has no log file of its own, writes all to standard
 * error, which is its run's log.
 */
@ConfiguratorRank(ConfiguratorRank.NOMINAL)
public final class LogConfigurator extends ContextAwareBase implements Configurator {

  private static final String FILE_PATTERN = "%d{ISO8601} %-5level [%thread] %logger{24}: %msg%n";
  private static final String CONSOLE_PATTERN = "%level %logger{0}: %msg%n%nopex";
  private static final String WORKER_PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n";
  private static final String MAX_FILE = "10MB";
  private static final int OLD_FILES = 3;

  /** For logback, which finds it by {@code ServiceLoader}. */
  public LogConfigurator() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var own = context.getLogger("org.hillock");
    root.setLevel(Level.WARN);
    own.setLevel(Level.INFO);
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setTarget("System.err");
    var file = LogFile.current();
    if (file.isPresent()) {
      console.addFilter(warnings());
      own.addAppender(started(context, console, CONSOLE_PATTERN));
      root.addAppender(started(context, file(context, file.get()), FILE_PATTERN));
    } else {
      root.addAppender(started(context, console, WORKER_PATTERN));
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static ThresholdFilter warnings() {
    var filter = new ThresholdFilter();
    filter.setLevel("WARN");
    filter.start();
    return filter;
  }

  private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, String path) {
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setFile(path);
    var files = new FixedWindowRollingPolicy();
    files.setContext(context);
    files.setParent(appender);
    files.setFileNamePattern(path + ".%i");
    files.setMaxIndex(OLD_FILES);
    files.start();
    var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    size.setContext(context);
    size.setMaxFileSize(FileSize.valueOf(MAX_FILE));
    size.start();
    appender.setRollingPolicy(files);
    appender.setTriggeringPolicy(size);
    return appender;
  }

  private static OutputStreamAppender<ILoggingEvent> started(
      LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, String pattern) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
