package io.livegauge.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkSettingsTest {
  private static final Path CONF = Repository.file("flink-job/src/main/image/conf");

  @Test
  void shouldBeUnderstoodInTheImage() {
    Map<String, String> settings = GlobalConfiguration.loadConfiguration(CONF.toString()).toMap();

    assertThat(settings).containsKeys("restart-strategy.type", "metrics.reporters");
    FlinkSettings.assertKnown(settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobmanager", "taskmanager"})
  void shouldBeUnderstoodInTheComposeFile(String service) throws IOException {
    Map<String, String> settings =
        FlinkSettings.ofLines(
            Repository.yaml(Repository.file("docker/compose.yaml"))
                .at("/services/" + service + "/environment/FLINK_PROPERTIES")
                .asText());

    assertThat(settings).isNotEmpty();
    FlinkSettings.assertKnown(settings);
  }
}
