package io.livegauge.trainer.registry;

import io.livegauge.model.Model;
import java.util.List;

/**
 * A model that is on the topic, acknowledged.
 *
 * @param document as it was sent, its validFrom in it
 * @param topic where it is, for people
 * @param wasThere whether the same document was there before
 * @param notes what a reader should know, a sentence each
 */
public record Publication(Model document, String topic, boolean wasThere, List<String> notes) {}
