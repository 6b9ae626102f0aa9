package io.livegauge.trainer.command;

import io.livegauge.trainer.data.Dataset;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Loads a data set by the options that commands share, and keeps it. */
@Command(name = "load")
final class LoadCommand implements Callable<Integer> {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T17:00:00Z"), ZoneOffset.UTC);

  @Mixin private DataOptions data;
  @Mixin private NetworkOptions network;

  private Clock clock = CLOCK;
  private Dataset loaded;

  /** Another time of day. */
  LoadCommand at(Instant now) {
    clock = Clock.fixed(now, ZoneOffset.UTC);
    return this;
  }

  @Override
  public Integer call() throws Exception {
    loaded = data.load(network.options().seed(), clock);
    return 0;
  }

  Dataset loaded() {
    return loaded;
  }
}
