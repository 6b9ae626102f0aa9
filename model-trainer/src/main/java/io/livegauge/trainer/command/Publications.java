package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Model;
import io.livegauge.model.Role;
import io.livegauge.trainer.registry.Publication;
import java.time.Instant;
import picocli.CommandLine;

/** What is said of a model that was published. */
final class Publications {
  private Publications() {}

  /** Notes to the error stream; a sentence and a line of JSON to the output. */
  static void tell(CommandLine line, Publication publication) {
    Model document = publication.document();
    publication.notes().forEach(line.getErr()::println);
    line.getOut()
        .println(
            (publication.wasThere() ? "Sent again: version " : "Published version ")
                + document.version()
                + " as "
                + document.role().wireName()
                + " to "
                + publication.topic());
    line.getOut()
        .println(
            (document.role() == Role.CHAMPION ? "It scores" : "It shadows")
                + " windows from "
                + Instant.ofEpochMilli(document.validFrom())
                + " on");
    line.getOut().println(json(publication));
  }

  private static ObjectNode json(Publication publication) {
    Model document = publication.document();
    return JsonNodeFactory.instance
        .objectNode()
        .put("version", document.version())
        .put("role", document.role().wireName())
        .put("sha256", document.sha256())
        .put("validFrom", document.validFrom())
        .put("topic", publication.topic())
        .put("wasThere", publication.wasThere());
  }
}
