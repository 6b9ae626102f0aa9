package io.livegauge.trainer.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class FileErrorsTest {
  @Test
  void shouldSayWhyWithoutNamesOfClasses() {
    assertThat(FileErrors.reason(new FileSystemException("/a", null, "Operation not permitted")))
        .isEqualTo("/a: Operation not permitted");
    assertThat(FileErrors.reason(new AccessDeniedException("/a")))
        .isEqualTo("/a: access is denied");
    assertThat(FileErrors.reason(new NoSuchFileException("/a")))
        .isEqualTo("/a: there is no such file");
    assertThat(FileErrors.reason(new NotDirectoryException("/a")))
        .isEqualTo("/a: this is no directory");
    assertThat(FileErrors.reason(new FileAlreadyExistsException("/a")))
        .isEqualTo("/a: there is a file of this name");
    assertThat(FileErrors.reason(new FileSystemException("/a")))
        .isEqualTo("/a: input or output failed");
    assertThat(FileErrors.reason(new IOException())).isEqualTo("input or output failed");
    assertThat(FileErrors.reason(new IOException("no space\u001b left")))
        .isEqualTo("no space  left");
  }
}
