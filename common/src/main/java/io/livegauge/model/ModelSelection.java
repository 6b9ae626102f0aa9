package io.livegauge.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which model scores a window: of the models known, the highest version whose {@code validFrom} has
 * come by the window's end.
 *
 * <p>Immutable, and a function of the set of models alone: of each role the highest versions are
 * kept, of two documents with one version the smaller checksum counts, so models may arrive in any
 * order and more than once. The base model (bundled or configured) is a champion like any other,
 * but never dropped, and it scores the windows that no champion is valid for.
 */
public final class ModelSelection {
  /** How many models of each role are kept by default. */
  public static final int DEFAULT_KEPT = 8;

  private final Model base;
  private final int kept;
  private final NavigableMap<Long, Model> champions;
  private final NavigableMap<Long, Model> challengers;

  /** Knows the base model alone. */
  public ModelSelection(Model base) {
    this(base, DEFAULT_KEPT);
  }

  /**
   * Knows the base model alone.
   *
   * @param base scores where nothing else does
   * @param kept how many models of each role to keep, at least 1
   */
  public ModelSelection(Model base, int kept) {
    this(base, kept, Collections.emptyNavigableMap(), Collections.emptyNavigableMap());
    if (kept < 1) {
      throw new IllegalArgumentException("kept: " + kept + ", allowed: 1 and more");
    }
  }

  private ModelSelection(
      Model base,
      int kept,
      NavigableMap<Long, Model> champions,
      NavigableMap<Long, Model> challengers) {
    this.base = base;
    this.kept = kept;
    this.champions = champions;
    this.challengers = challengers;
  }

  /** With one more model known; this same object where it changes nothing. */
  public ModelSelection with(Model model) {
    NavigableMap<Long, Model> known = model.role() == Role.CHAMPION ? champions : challengers;
    Model present = known.get(model.version());
    if (present != null && present.sha256().compareTo(model.sha256()) <= 0) {
      return this;
    }
    if (present == null && known.size() >= kept && known.firstKey() > model.version()) {
      return this;
    }
    NavigableMap<Long, Model> changed = new TreeMap<>(known);
    changed.put(model.version(), model);
    while (changed.size() > kept) {
      changed.pollFirstEntry();
    }
    return model.role() == Role.CHAMPION
        ? new ModelSelection(base, kept, changed, challengers)
        : new ModelSelection(base, kept, champions, changed);
  }

  /** The model that scores a window with that end, epoch ms. */
  public Model champion(long windowEnd) {
    Model best = base.validFrom() <= windowEnd && counts(base) ? base : null;
    for (Model model : champions.descendingMap().values()) {
      if (model.validFrom() <= windowEnd && counts(model)) {
        if (best == null || isAhead(model, best)) {
          best = model;
        }
        break;
      }
    }
    return best == null ? base : best;
  }

  /** The model that scores it in shadow, if there is one. */
  public Optional<Model> challenger(long windowEnd) {
    return challengers.descendingMap().values().stream()
        .filter(model -> model.validFrom() <= windowEnd && counts(model))
        .findFirst();
  }

  /** Every model kept, champions first, each role by rising version; the base is not among them. */
  public List<Model> models() {
    List<Model> models = new ArrayList<>(champions.values());
    models.addAll(challengers.values());
    return Collections.unmodifiableList(models);
  }

  public Model base() {
    return base;
  }

  /** Whether no other document with its version, of whatever role, goes before it. */
  private boolean counts(Model model) {
    return isFirst(model, base)
        && isFirst(model, champions.get(model.version()))
        && isFirst(model, challengers.get(model.version()));
  }

  private static boolean isFirst(Model model, Model other) {
    return other == null
        || other.version() != model.version()
        || model.sha256().compareTo(other.sha256()) <= 0;
  }

  private static boolean isAhead(Model model, Model other) {
    return model.version() > other.version();
  }
}
