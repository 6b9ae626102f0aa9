package io.livegauge.simulator.replay.kuailive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.Decoded;
import io.livegauge.event.Event;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.EventType;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.UserHasher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All data here are invented; none are KuaiLive's. */
class KuaiLiveConversionTest {
  private static final Path EXAMPLE = Path.of("..", "docs", "examples", "kuailive");

  private static final String ROOM_HEADER =
      "p_date,live_id,streamer_id,live_type,start_timestamp,end_timestamp,"
          + "live_content_category,live_name_id\n";
  private static final String CLICK_HEADER =
      "user_id,live_id,streamer_id,timestamp,watch_live_time\n";
  private static final String INTERACTION_HEADER = "user_id,live_id,streamer_id,timestamp\n";
  private static final String GIFT_HEADER = "user_id,live_id,streamer_id,timestamp,gift_price\n";

  @TempDir private Path directory;

  private final List<String> lines = new ArrayList<>();
  private final List<FileReport> observed = new ArrayList<>();

  @BeforeEach
  void writeRequiredFiles() throws IOException {
    write(KuaiLiveFile.ROOM, ROOM_HEADER + "20250505,50,90,1,1000000,9000000,shop,0\n");
    write(KuaiLiveFile.CLICK, CLICK_HEADER);
  }

  private void write(KuaiLiveFile file, String text) throws IOException {
    Files.writeString(directory.resolve(file.fileName()), text);
  }

  private KuaiLiveReport convert() throws IOException {
    return convert(directory, KuaiLiveConversion.ALL_ROOMS);
  }

  private KuaiLiveReport convert(Path from, int rooms) throws IOException {
    return new KuaiLiveConversion(from, rooms, observed::add)
        .run(
            (time, line, length) -> {
              String text = new String(line, 0, length, StandardCharsets.UTF_8);
              assertThat(text).contains("\"eventTime\":" + time);
              lines.add(text);
            });
  }

  /** Lines with other quotes, for reading here. */
  private List<String> shown() {
    return lines.stream().map(line -> line.replace('"', '\'')).toList();
  }

  private static FileReport of(KuaiLiveReport report, KuaiLiveFile file) {
    return report.files().get(file.ordinal());
  }

  private static Event decode(String line) {
    EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 300_000);
    Decoded decoded = decoder.fromFile(line.getBytes(StandardCharsets.UTF_8), "converted", 1);
    assertThat(decoded).as(line).isInstanceOf(PackedEvent.class);
    return ((PackedEvent) decoded).unpack();
  }

  @Test
  void shouldMapEveryFile() throws IOException {
    write(
        KuaiLiveFile.STREAMER,
        "streamer_id,gender,age,fans_user_num,onehot_feat6,else\n90,F,24-30,10000-100000,1,x\n");
    write(KuaiLiveFile.USER, "user_id,age,is_photo_author\n7,18-23,0\n");
    write(KuaiLiveFile.CLICK, CLICK_HEADER + "7,50,90,2000000,90000\n");
    write(KuaiLiveFile.COMMENT, INTERACTION_HEADER + "7,50,90,2001000\n");
    write(KuaiLiveFile.GIFT, GIFT_HEADER + "7,50,90,2002000,52\n");
    write(KuaiLiveFile.LIKE, INTERACTION_HEADER + "7,50,90,2003000\n");
    write(KuaiLiveFile.NEGATIVE, INTERACTION_HEADER + "8,50,90,2004000\n");

    KuaiLiveReport report = convert();

    assertThat(shown())
        .containsExactly(
            "{'eventId':'room-1-start','type':'stream_start','streamId':'50','eventTime':1000000,"
                + "'hostId':'90','category':'shop','followers':31623,"
                + "'traits':{'gender':'F','age':'24-30','onehot_feat6':'1'}}",
            "{'eventId':'room-1-end','type':'stream_end','streamId':'50','eventTime':9000000}",
            "{'eventId':'click-1-impression','type':'ad_impression','streamId':'50','userId':'7',"
                + "'eventTime':2000000,'adId':'card-50','impressionId':'click-1'}",
            "{'eventId':'click-1-click','type':'ad_click','streamId':'50','userId':'7',"
                + "'eventTime':2000000,'adId':'card-50','impressionId':'click-1'}",
            "{'eventId':'click-1-enter','type':'enter','streamId':'50','userId':'7',"
                + "'eventTime':2000000,'traits':{'age':'18-23','is_photo_author':'0'}}",
            "{'eventId':'click-1-heartbeat-1','type':'heartbeat','streamId':'50','userId':'7',"
                + "'eventTime':2030000}",
            "{'eventId':'click-1-heartbeat-2','type':'heartbeat','streamId':'50','userId':'7',"
                + "'eventTime':2060000}",
            "{'eventId':'click-1-leave','type':'leave','streamId':'50','userId':'7',"
                + "'eventTime':2090000}",
            "{'eventId':'comment-1','type':'barrage','streamId':'50','userId':'7',"
                + "'eventTime':2001000,'text':'(the data set has no texts; comment 1)'}",
            "{'eventId':'gift-1','type':'gift','streamId':'50','userId':'7','eventTime':2002000,"
                + "'giftId':'unknown','repeatCount':1,'unitValue':52}",
            "{'eventId':'like-1','type':'like','streamId':'50','userId':'7','eventTime':2003000}",
            "{'eventId':'negative-1-impression','type':'ad_impression','streamId':'50',"
                + "'userId':'8','eventTime':2004000,'adId':'card-50','impressionId':'negative-1'}");
    assertThat(lines).allSatisfy(KuaiLiveConversionTest::decode);
    assertThat(report.events()).isEqualTo(12);
    assertThat(report.stopped()).isFalse();
    assertThat(observed).isEqualTo(report.files()).allMatch(file -> file.rows() == 1);
    assertThat(report.files())
        .allMatch(file -> file.leftOut().isEmpty() && file.noted().isEmpty() && file.isThere());
  }

  @Test
  void shouldOpenARoomWithoutARowByItsFirstEvent() throws IOException {
    write(KuaiLiveFile.COMMENT, INTERACTION_HEADER + "7,51,90,2001000\n7,50,90,2001001\n");

    KuaiLiveReport report = convert();

    assertThat(of(report, KuaiLiveFile.COMMENT).events()).isEqualTo(2);
    assertThat(of(report, KuaiLiveFile.COMMENT).noted())
        .isEqualTo(Map.of("live_id is not in room.csv", 1L));
    assertThat(lines.get(2)).contains("\"streamId\":\"51\"");
  }

  @Test
  void shouldDoWithoutTheOtherFiles() throws IOException {
    KuaiLiveReport report = convert();

    assertThat(report.files())
        .filteredOn(FileReport::isThere)
        .extracting(FileReport::file)
        .containsExactly(KuaiLiveFile.ROOM, KuaiLiveFile.CLICK);
    assertThat(of(report, KuaiLiveFile.ROOM).noted()).isEmpty();
    assertThat(shown().get(0))
        .isEqualTo(
            "{'eventId':'room-1-start','type':'stream_start','streamId':'50','eventTime':1000000,"
                + "'hostId':'90','category':'shop'}");
  }

  @Test
  void shouldFindColumnsByTheHeaderAndReadQuotedCells() throws IOException {
    write(
        KuaiLiveFile.ROOM,
        """
        \uFEFF"live_content_category",end_timestamp,extra,start_timestamp,streamer_id,live_id
        "say ""hi"", \\ or
        wait",9000000,,"1000000",90,50

        unknown,9000000.0,,1000000.0,91,51"""
            .replace("\n", "\r\n"));

    convert();

    assertThat(lines.get(0))
        .endsWith(",\"hostId\":\"90\",\"category\":\"say \\\"hi\\\", \\\\ or\\r\\nwait\"}");
    assertThat(decode(lines.get(0)).category).isEqualTo("say \"hi\", \\ or\r\nwait");
    assertThat(lines.get(2)).endsWith(",\"hostId\":\"91\"}");
    assertThat(lines.get(3)).contains("\"eventTime\":9000000");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "29999, 0",
    "30000, 0",
    "30001, 1",
    "60000, 1",
    "60001, 2",
    "604800000, 20159"
  })
  void shouldBeatEvery30SecondsBetweenEnteringAndLeaving(long watched, int beats)
      throws IOException {
    write(KuaiLiveFile.CLICK, CLICK_HEADER + "7,50,90,2000000," + watched + "\n");

    convert();

    List<Event> events = lines.stream().skip(2).map(KuaiLiveConversionTest::decode).toList();
    assertThat(events).hasSize(4 + beats);
    assertThat(events.get(events.size() - 1).eventTime).isEqualTo(2_000_000 + watched);
    assertThat(events.subList(3, 3 + beats))
        .allMatch(event -> event.type == EventType.HEARTBEAT)
        .extracting(event -> event.eventTime)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, beats).mapToObj(i -> 2_000_000 + 30_000L * i).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ROOM | ,90,1,1000,2000,shop | live_id is missing",
        "ROOM | x,90,1,1000,2000,shop | live_id is no integer",
        "ROOM | 50,90,1,1000,2000,shop | live_id is there again",
        "ROOM | 51,,1,1000,2000,shop | streamer_id is missing",
        "ROOM | 51,90,1,0,2000,shop | start_timestamp is out of range",
        "ROOM | 51,90,1,-5,2000,shop | start_timestamp is negative",
        "ROOM | 51,90,1,253402300800000,,shop | start_timestamp is out of range",
        "ROOM | 51,90,1,soon,2000,shop | start_timestamp is no integer",
        "ROOM | 51,90 | the row has not as many cells as the header",
        "ROOM | 51,90,1,1000,2000,shop,0,0 | the row has not as many cells as the header",
        "CLICK | ,50,90,1000,5 | user_id is missing",
        "CLICK | 1.5,50,90,1000,5 | user_id is no integer",
        "CLICK | 7,nan,90,1000,5 | live_id is missing",
        "CLICK | 7,50,90,,5 | timestamp is missing",
        "CLICK | 7,50,90,1000,-1 | watch_live_time is negative",
        "CLICK | 7,50,90,1000,604800001 | watch_live_time is out of range",
        "CLICK | 7,50,90,253402300799999,1 | watch_live_time is out of range",
        "CLICK | 7,50,90,1000,long | watch_live_time is no integer",
        "CLICK | 7,50,90,1000, | watch_live_time is missing",
        "CLICK | 7,50,90,1000,'5 | the row has a quote that is not closed",
        "CLICK | 7,50,90,1000,'5'5 | the row goes on behind a closing quote",
        "COMMENT | 7,50,90,-1 | timestamp is negative",
        "GIFT | 7,50,90,1000,-1 | gift_price is negative",
        "GIFT | 7,50,90,1000,1000000001 | gift_price is out of range",
        "GIFT | 7,50,90,1000,2.5 | gift_price is no integer",
        "LIKE | 7,9223372036854775808,90,1000 | live_id is no integer",
        "NEGATIVE | 7,50,90 | the row has not as many cells as the header",
        "STREAMER | ,10 | streamer_id is missing",
        "STREAMER | 90,10 | streamer_id is there again",
        "USER | seven,30 | user_id is no integer"
      })
  void shouldLeaveOutRowsThatCannotBeMapped(KuaiLiveFile file, String row, String reason)
      throws IOException {
    String good =
        switch (file) {
          case STREAMER -> "streamer_id,fans_user_num\n90,5\n";
          case USER -> "user_id,age\n7,18-23\n";
          case ROOM -> ROOM_HEADER + "20250505,50,90,1,1000000,9000000,shop,0\n";
          case CLICK -> CLICK_HEADER + "7,50,90,1000,5\n";
          case GIFT -> GIFT_HEADER + "7,50,90,1000,5\n";
          default -> INTERACTION_HEADER + "7,50,90,1000\n";
        };
    String bad = row.replace('\'', '"');
    // The rooms' first and last columns are of no use here.
    write(file, good + (file == KuaiLiveFile.ROOM ? "20250505," + bad + ",0" : bad) + "\n");

    KuaiLiveReport report = convert();

    assertThat(of(report, file).rows()).isEqualTo(2);
    assertThat(of(report, file).leftOut()).isEqualTo(Map.of(reason, 1L));
    assertThat(of(report, file).firstLines()).isEqualTo(Map.of(reason, 3L));
    assertThat(lines).allSatisfy(KuaiLiveConversionTest::decode).noneMatch(l -> l.contains("-2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "91,1,1000000,9000000,shop | streamer_id is not in streamer.csv",
        "90,1,1000000,,shop | end_timestamp is missing",
        "90,1,1000000,late,shop | end_timestamp is no integer",
        "90,1,1000000,999999,shop | end_timestamp is before start_timestamp",
        "90,1,1000000,253402300800000,shop | end_timestamp is out of range",
        "90,1,1000000,9000000,LONG | live_content_category is longer than 128 characters"
      })
  void shouldSayWhatARoomLacks(String row, String reason) throws IOException {
    write(KuaiLiveFile.STREAMER, "streamer_id,fans_user_num\n90,0-10\n");
    write(
        KuaiLiveFile.ROOM,
        ROOM_HEADER + "20250505,50," + row.replace("LONG", "x".repeat(129)) + ",0\n");

    KuaiLiveReport report = convert();

    assertThat(of(report, KuaiLiveFile.ROOM).noted()).isEqualTo(Map.of(reason, 1L));
    assertThat(of(report, KuaiLiveFile.ROOM).leftOut()).isEmpty();
    assertThat(lines).hasSize(reason.startsWith("end_") ? 1 : 2);
    assertThat(lines).allSatisfy(KuaiLiveConversionTest::decode);
  }

  @Test
  void shouldSayWhatStreamersAndUsersLack() throws IOException {
    write(
        KuaiLiveFile.STREAMER,
        "streamer_id,fans_user_num,country\n90,1000000+,China\n91,,\n92,0-10,"
            + "x".repeat(129)
            + "\n");
    write(KuaiLiveFile.USER, "user_id,age\n7,\n");
    write(
        KuaiLiveFile.ROOM,
        ROOM_HEADER + "1,50,90,1,1000000,9000000,,0\n1,51,91,1,1000000,9000000,,0\n");
    write(KuaiLiveFile.CLICK, CLICK_HEADER + "7,50,90,2000000,0\n8,50,90,2000000,0\n");

    KuaiLiveReport report = convert();

    assertThat(of(report, KuaiLiveFile.STREAMER).noted())
        .isEqualTo(
            Map.of(
                "fans_user_num is no range with two ends", 1L,
                "fans_user_num is missing", 1L,
                "a trait is longer than 128 characters", 1L));
    assertThat(of(report, KuaiLiveFile.CLICK).noted())
        .isEqualTo(Map.of("user_id is not in user.csv", 1L));
    assertThat(lines.get(0)).endsWith(",\"hostId\":\"90\",\"traits\":{\"country\":\"China\"}}");
    assertThat(lines.get(2)).endsWith(",\"hostId\":\"91\"}");
    assertThat(lines).allSatisfy(KuaiLiveConversionTest::decode);
  }

  @ParameterizedTest
  @EnumSource(KuaiLiveFile.class)
  void shouldRefuseAFileWithoutAColumn(KuaiLiveFile file) throws IOException {
    for (String column : file.columns()) {
      String header =
          Stream.concat(file.columns().stream().filter(c -> !c.equals(column)), Stream.of("other"))
              .collect(Collectors.joining(","));
      write(file, header + "\n");

      assertThatThrownBy(this::convert)
          .isInstanceOf(InvalidRecordingException.class)
          .hasMessage(
              directory.resolve(file.fileName())
                  + ", line 1: column "
                  + column
                  + " is missing; expected are the columns "
                  + String.join(", ", file.columns()));
    }
    assertThat(lines).isEmpty();
  }

  @Test
  void shouldRefuseWhatHasNoHeader() throws IOException {
    write(KuaiLiveFile.GIFT, "");

    assertThatThrownBy(this::convert)
        .hasMessageContaining("gift.csv, line 1: there is no header; expected are the columns");
    write(KuaiLiveFile.GIFT, "user_id,live_id,timestamp,gift_price,user_id\n");
    assertThatThrownBy(this::convert)
        .hasMessageContaining("gift.csv, line 1: column user_id is there twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ROOM", "CLICK"})
  void shouldRefuseADirectoryWithoutRoomsOrClicks(KuaiLiveFile file) throws IOException {
    Files.delete(directory.resolve(file.fileName()));

    assertThatThrownBy(() -> new KuaiLiveConversion(directory, 0, observed::add).check())
        .isInstanceOf(InvalidRecordingException.class)
        .hasMessageContaining(file.fileName() + ": there is no such file; room.csv and click.csv")
        .hasMessageContaining(String.join(", ", file.columns()));
  }

  @Test
  void shouldTakeTheRoomsWithTheMostClicks() throws IOException {
    write(
        KuaiLiveFile.ROOM,
        ROOM_HEADER
            + IntStream.rangeClosed(1, 5)
                .mapToObj(id -> "1," + id + ",90,1,1000000,9000000,,0\n")
                .collect(Collectors.joining()));
    // Room 4 has three clicks, 2, 3 and 6 two, 1 one; a bad row counts for none.
    write(
        KuaiLiveFile.CLICK,
        CLICK_HEADER
            + Stream.of(4, 3, 6, 2, 4, 1, 2, 3, 4, 6)
                .map(id -> "7," + id + ",90,2000000,0\n")
                .collect(Collectors.joining())
            + "7,x,90,2000000,0\n7\n");
    write(KuaiLiveFile.LIKE, INTERACTION_HEADER + "7,1,90,2000000\n7,2,90,2000000\n");

    KuaiLiveReport report = convert(directory, 2);

    Set<String> streams =
        lines.stream().map(line -> decode(line).streamId).collect(Collectors.toSet());
    assertThat(streams).containsExactlyInAnyOrder("4", "2");
    assertThat(of(report, KuaiLiveFile.ROOM).notChosen()).isEqualTo(3);
    assertThat(of(report, KuaiLiveFile.CLICK).notChosen()).isEqualTo(5);
    assertThat(of(report, KuaiLiveFile.CLICK).leftOut()).hasSize(2);
    assertThat(of(report, KuaiLiveFile.LIKE).notChosen()).isEqualTo(1);
  }

  @Test
  void shouldStop() throws IOException {
    write(KuaiLiveFile.LIKE, INTERACTION_HEADER + "7,50,90,2000000\n".repeat(100));
    KuaiLiveConversion conversion =
        new KuaiLiveConversion(directory, KuaiLiveConversion.ALL_ROOMS, observed::add);

    KuaiLiveReport report =
        conversion.run(
            (time, line, length) -> {
              lines.add(new String(line, 0, length, StandardCharsets.UTF_8));
              if (lines.size() == 10) {
                conversion.stop();
              }
            });

    assertThat(report.stopped()).isTrue();
    assertThat(lines).hasSize(10);
  }

  @Test
  void shouldConvertTheExampleInFull() throws IOException {
    KuaiLiveReport report = convert(EXAMPLE, KuaiLiveConversion.ALL_ROOMS);

    assertThat(Files.readString(EXAMPLE.resolve("README.md"))).startsWith("# INVENTED");
    assertThat(report.files())
        .allMatch(file -> file.isThere() && file.rows() > 0)
        .allMatch(file -> file.leftOut().isEmpty() && file.noted().isEmpty());
    Set<EventType> types = new HashSet<>();
    for (String line : lines) {
      types.add(decode(line).type);
    }
    assertThat(types)
        .containsExactlyInAnyOrder(
            EventType.STREAM_START,
            EventType.STREAM_END,
            EventType.ENTER,
            EventType.HEARTBEAT,
            EventType.LEAVE,
            EventType.BARRAGE,
            EventType.GIFT,
            EventType.LIKE,
            EventType.AD_IMPRESSION,
            EventType.AD_CLICK);
  }

  /** The law: whatever is in the files, what comes out are events, each with an id of its own. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldGiveNothingButEvents(long seed) throws IOException {
    Random random = new Random(seed);
    for (KuaiLiveFile file : KuaiLiveFile.values()) {
      List<String> columns = new ArrayList<>(file.columns());
      columns.addAll(file.traits());
      StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
      for (int row = 0; row < 200; row++) {
        for (int column = 0; column < columns.size(); column++) {
          text.append(column == 0 ? "" : ",").append(cell(random));
        }
        text.append(random.nextInt(20) == 0 ? ",\n" : "\n");
      }
      write(file, text.toString());
    }

    KuaiLiveReport report = convert();

    Set<String> ids = new HashSet<>();
    for (String line : lines) {
      assertThat(ids.add(decode(line).eventId)).isTrue();
    }
    assertThat(report.events()).isEqualTo(lines.size()).isPositive();
    assertThat(report.files()).allMatch(file -> file.rows() > 0 && !file.leftOut().isEmpty());
  }

  private static String cell(Random random) {
    return switch (random.nextInt(24)) {
      case 0 -> "";
      case 1 -> Long.toString(random.nextLong());
      case 2 -> "\"" + "\uD83D\uDE00\n\"\"\\\u0001".repeat(random.nextInt(30)) + "\"";
      case 3 -> "x".repeat(random.nextInt(300));
      case 4 -> random.nextInt(1_000) + "-" + random.nextInt(100_000);
      case 5 -> "\"";
      case 6 -> "\u4e2d\u6587";
      case 7 -> "-" + random.nextInt(5);
      default -> Integer.toString(1 + random.nextInt(100));
    };
  }
}
