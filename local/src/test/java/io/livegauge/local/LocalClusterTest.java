package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.WebOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterTest {
  @TempDir Path scratch;

  @Test
  void shouldKeepTemporaryFilesInside() {
    Configuration configuration = LocalCluster.inside(scratch);

    assertThat(ConfigurationUtils.parseTempDirectories(configuration))
        .containsExactly(scratch.toString());
    assertThat(configuration.get(WebOptions.TMP_DIR)).isEqualTo(scratch.toString());
  }
}
