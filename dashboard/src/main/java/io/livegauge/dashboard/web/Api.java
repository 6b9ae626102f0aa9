package io.livegauge.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.livegauge.dashboard.access.Access;
import io.livegauge.dashboard.access.Viewer;
import io.livegauge.dashboard.feed.RecordLookup;
import io.livegauge.dashboard.room.Coordinates;
import io.livegauge.dashboard.room.RoomView;
import io.livegauge.dashboard.room.Rooms;
import io.livegauge.dashboard.room.RowFilter;
import io.livegauge.dashboard.room.SeriesView;
import io.livegauge.dashboard.room.SessionFilter;
import io.livegauge.dashboard.room.SessionRow;
import io.livegauge.dashboard.room.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/** What is served under {@code /api}: every path with what answers it. */
final class Api {
  private static final String DESCRIPTION = "/io/livegauge/dashboard/openapi.json";
  private static final String JSON = "application/json";
  private static final int DEFAULT_SESSIONS = 100;
  private static final int MOST_SESSIONS = 1_000;

  private final Rooms rooms;
  private final Records records;
  private final Doorman doorman;
  private final LiveConnections connections;
  private final LiveFeeds feeds;
  private final byte[] description = description();

  Api(Rooms rooms, RecordLookup lookup, Doorman doorman, LiveConnections connections) {
    this.rooms = rooms;
    this.records = new Records(lookup);
    this.doorman = doorman;
    this.connections = connections;
    this.feeds = new LiveFeeds(rooms, records, connections);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/streams", this::streams),
        Route.get("/api/streams.csv", this::streamsCsv),
        Route.get("/api/streams/{id}", this::stream),
        Route.get("/api/streams/{id}/series", this::series),
        Route.get("/api/streams/{id}/series.csv", this::seriesCsv),
        Route.get("/api/streams/{id}/record", this::record),
        Route.get("/api/streams/{id}/updates", this::streamUpdates),
        Route.get("/api/sessions", this::sessions),
        Route.get("/api/sessions.csv", this::sessionsCsv),
        Route.get("/api/sessions/{streamId}/{sessionStart}", this::session),
        Route.get("/api/health", this::health),
        Route.get("/api/updates", this::updates),
        Route.get("/api/me", this::me),
        new Route(HandlerType.POST, "/api/login", true, doorman::login),
        new Route(HandlerType.POST, "/api/logout", true, doorman::logout),
        new Route(HandlerType.GET, "/api/openapi.json", true, this::openApi));
  }

  private void streams(Context context) {
    json(context, ApiJson.table(rooms.instance(), table(context)));
  }

  private void streamsCsv(Context context) {
    csv(context, "streams", ApiCsv.streams(table(context).rows()));
  }

  private Table table(Context context) {
    Parameters parameters = Parameters.of(context, "category", "host", "status");
    return rooms.table(
        new RowFilter(
            parameters.text("category"), parameters.text("host"), parameters.status("status")),
        Doorman.viewer(context));
  }

  private void stream(Context context) {
    Parameters.of(context);
    RoomView room = room(context);
    json(context, ApiJson.room(room, records.newest(room, Doorman.viewer(context))));
  }

  private void series(Context context) {
    json(context, ApiJson.series(seriesOf(context)));
  }

  private void seriesCsv(Context context) {
    csv(context, "series", ApiCsv.series(seriesOf(context)));
  }

  private SeriesView seriesOf(Context context) {
    OptionalLong session = Parameters.of(context, "session").time("session");
    RoomView room = room(context);
    String streamId = room.row().streamId();
    return rooms
        .series(streamId, session, Doorman.viewer(context))
        .orElseThrow(() -> notThere(streamId, session));
  }

  private static ApiException notThere(String streamId, OptionalLong session) {
    return session.isPresent()
        ? ApiException.unknownSession(streamId, session.getAsLong())
        : ApiException.unknownStream(streamId);
  }

  private void record(Context context) {
    Parameters parameters = Parameters.of(context, "windowEnd", "session");
    long windowEnd = parameters.requiredTime("windowEnd");
    OptionalLong session = parameters.time("session");
    RoomView room = room(context);
    if (room.point().windowEnd() == windowEnd
        && session.orElse(room.row().facts().sessionStart()) == room.row().facts().sessionStart()) {
      json(context, records.newest(room, Doorman.viewer(context)));
      return;
    }
    String streamId = room.row().streamId();
    Viewer viewer = Doorman.viewer(context);
    if (session.isPresent() && rooms.series(streamId, session, viewer).isEmpty()) {
      throw ApiException.unknownSession(streamId, session.getAsLong());
    }
    long sessionStart = session.orElse(room.row().facts().sessionStart());
    Coordinates at =
        rooms
            .record(streamId, OptionalLong.of(sessionStart), windowEnd, viewer)
            .orElseThrow(
                () ->
                    new ApiException(
                        404,
                        "UNKNOWN_RECORD",
                        "No record of the slice end "
                            + windowEnd
                            + " is kept. GET /api/streams/{id}/series lists the slice ends that"
                            + " are: all of the session's last hour, before that whole minutes."));
    json(context, records.score(at, streamId, sessionStart, windowEnd, viewer));
  }

  private void streamUpdates(Context context) {
    Parameters.of(context);
    String streamId = room(context).row().streamId();
    Viewer viewer = Doorman.viewer(context);
    connections.open(context, viewer, feeds.room(streamId, viewer));
  }

  private RoomView room(Context context) {
    String streamId = context.pathParam("id");
    return rooms
        .room(streamId, Doorman.viewer(context))
        .orElseThrow(() -> ApiException.unknownStream(streamId));
  }

  private void sessions(Context context) {
    json(context, ApiJson.sessions(sessionRows(context)));
  }

  private void sessionsCsv(Context context) {
    csv(context, "sessions", ApiCsv.sessions(sessionRows(context)));
  }

  private List<SessionRow> sessionRows(Context context) {
    Parameters parameters = Parameters.of(context, "host", "stream", "limit");
    return rooms.sessions(
        new SessionFilter(
            parameters.text("host"),
            parameters.text("stream"),
            parameters.integer("limit", DEFAULT_SESSIONS, 1, MOST_SESSIONS)),
        Doorman.viewer(context));
  }

  private void session(Context context) {
    Parameters.of(context);
    String streamId = context.pathParam("streamId");
    long start = Parameters.time("sessionStart", context.pathParam("sessionStart"));
    Viewer viewer = Doorman.viewer(context);
    SessionRow row =
        rooms
            .session(streamId, start, viewer)
            .orElseThrow(() -> ApiException.unknownSession(streamId, start));
    json(context, records.summary(row, viewer));
  }

  private void health(Context context) {
    Parameters.of(context);
    json(context, ApiJson.health(rooms.health(Doorman.viewer(context))));
  }

  private void updates(Context context) {
    String since = Parameters.of(context, "since").text("since");
    // A browser that comes again by itself tells what it had last.
    String last = context.header("Last-Event-ID");
    Viewer viewer = Doorman.viewer(context);
    connections.open(
        context, viewer, feeds.rows(last == null || last.isEmpty() ? since : last, viewer));
  }

  private void me(Context context) {
    Parameters.of(context);
    Access.Identity identity = Doorman.identity(context);
    Viewer viewer = identity.viewer();
    json(
        context,
        ApiJson.me(
            viewer.isOperations() ? "operations" : "host",
            viewer.hostId(),
            identity.authentication().wireName()));
  }

  private void openApi(Context context) {
    json(context, description);
  }

  private static void json(Context context, byte[] body) {
    context.contentType(JSON).result(body);
  }

  private static void csv(Context context, String name, String body) {
    context
        .header("Content-Disposition", "attachment; filename=\"livegauge-" + name + ".csv\"")
        .contentType(Csv.CONTENT_TYPE)
        .result(body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] description() {
    try (InputStream in = Api.class.getResourceAsStream(DESCRIPTION)) {
      if (in == null) {
        throw new IllegalStateException(DESCRIPTION + " is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
