package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of capacities in docs/operations.md is worked out from the constants above it. */
class SizingDocsTest {
  private static final Path PAGE = Path.of("..", "docs", "operations.md");

  /** The command that writes the table anew instead of comparing. */
  private static final String RENEW =
      "./mvnw -pl flink-job -am test -Dtest=SizingDocsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dlivegauge.docs.write=true";

  private static final Pattern CONSTANT =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| ([0-9.]+) \\| (?:events/s|µs|B) \\| (.+) \\|$");
  private static final Pattern TABLE =
      Pattern.compile("(?s)(-Dlivegauge.docs.write=true -->\n\n).*?(\n\n)");

  private static final List<Integer> ROOMS = List.of(10, 100, 1_000, 10_000, 100_000);

  // A room of the table.
  private static final double EVENTS_A_SECOND = 25;
  private static final double PRESENT = 100;
  private static final double REMEMBERED = 1_000;

  private static final double DUPLICATE_SECONDS = 600;
  private static final double OPEN_SECONDS = 10;
  private static final double SLICE_SECONDS = 5;
  private static final double SPARE = 1.3;
  private static final double RESIDENT_TWICE = 2;
  private static final double GIGA = 1e9;
  private static final double MICROS = 1e6;
  private static final double DAY_SECONDS = 86_400;
  private static final double COPIES = 3;
  private static final double PARTITIONS_A_SUBTASK = 2;
  private static final double HALF_IDLE = 2;
  private static final int LEAST_CORES = 2;

  @Test
  void shouldWorkTheCapacitiesOutFromTheConstants() throws IOException {
    String page = Files.readString(PAGE, StandardCharsets.UTF_8);
    Matcher table = TABLE.matcher(page);
    assertThat(table.find()).as("the place of the table").isTrue();
    String renewed =
        page.substring(0, table.end(1)) + capacities(page) + page.substring(table.start(2));
    if (Boolean.getBoolean("livegauge.docs.write")) {
      Files.writeString(PAGE, renewed, StandardCharsets.UTF_8);
      page = renewed;
    }
    assertThat(page)
        .as("the capacities are not what the constants say; renew them with: %s", RENEW)
        .isEqualTo(renewed);
  }

  @Test
  void shouldSayOfEachConstantWhetherItWasMeasured() throws IOException {
    Matcher constant = CONSTANT.matcher(Files.readString(PAGE, StandardCharsets.UTF_8));
    while (constant.find()) {
      assertThat(constant.group(3)).as(constant.group(1)).matches("(measured|computed): .+");
    }
  }

  private static String capacities(String page) {
    Map<String, Double> constants = new HashMap<>();
    Matcher constant = CONSTANT.matcher(page);
    while (constant.find()) {
      constants.put(constant.group(1), Double.valueOf(constant.group(2)));
    }
    StringBuilder table = new StringBuilder();
    table.append(
        "| rooms | events/s | cores, subtasks | catching up, times live | state | a checkpoint writes"
            + " | `--resident-bytes` | memory of a slot | Kafka in, /s | kept a day, 3 copies"
            + " | partitions of a busy topic | scores out, /s |\n"
            + "|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (int rooms : ROOMS) {
      table.append('\n').append(row(rooms, constants));
    }
    return table.toString();
  }

  private static String row(int rooms, Map<String, Double> constants) {
    double events = rooms * EVENTS_A_SECOND;
    double users = rooms * REMEMBERED;
    double fingerprints = events * DUPLICATE_SECONDS;
    double records = rooms / SLICE_SECONDS;
    double recordCores = records * constants.get("cpuPerRecord") / MICROS;
    double cores =
        Math.max(
            LEAST_CORES,
            Math.ceil(events / constants.get("liveEventsPerCore") + HALF_IDLE * recordCores));
    double busy = events * constants.get("cpuPerEvent") / MICROS + recordCores;
    double state =
        rooms * constants.get("streamBytes")
            + users * constants.get("viewerBytes")
            + fingerprints * constants.get("fingerprintBytes");
    double checkpoint =
        OPEN_SECONDS
                * events
                * (constants.get("openEventBytes") + constants.get("newFingerprintBytes"))
            + rooms * PRESENT * constants.get("changedUserBytes");
    double resident =
        SPARE
            * (users * constants.get("heapUserBytes")
                + fingerprints * constants.get("heapFingerprintBytes"))
            / cores;
    double slot =
        RESIDENT_TWICE * resident
            + OPEN_SECONDS * events * constants.get("heapEventBytes") / cores
            + GIGA;
    double in = events * constants.get("recordBytes");
    double out = records * constants.get("scoreRecordBytes");
    return "| "
        + String.join(
            " | ",
            count(rooms),
            count(events),
            count(cores),
            count(cores / busy),
            size(state),
            size(checkpoint),
            size(resident),
            size(slot),
            size(in),
            size(in * DAY_SECONDS * COPIES),
            count(PARTITIONS_A_SUBTASK * cores),
            size(out))
        + " |";
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** Bytes, with two digits at least. */
  private static String size(double bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1_000 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%,.0f %s", value, units[unit]);
  }
}
