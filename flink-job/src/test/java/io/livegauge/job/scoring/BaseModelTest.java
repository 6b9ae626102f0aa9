package io.livegauge.job.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.job.TestModels;
import io.livegauge.job.config.OptionException;
import io.livegauge.model.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseModelTest {
  @TempDir Path directory;

  @Test
  void shouldLoadChampion() throws IOException {
    byte[] champion = TestModels.artifact(2);
    Path file = Files.write(directory.resolve("champion.json"), champion);

    assertThat(BaseModel.load(file.toString())).isEqualTo(champion);
  }

  @Test
  void shouldRefuseChallenger() throws IOException {
    byte[] challenger = TestModels.writer(2).role(Role.CHALLENGER).write();
    Path file = Files.write(directory.resolve("challenger.json"), challenger);

    assertThatThrownBy(() -> BaseModel.load(file.toString()))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "option --model: '" + file + "' is a challenger; allowed: a champion's artifact");
  }
}
