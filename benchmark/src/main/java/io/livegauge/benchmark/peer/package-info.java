/**
 * Other ways to do the core of the work, each written as its own users would write it, and the
 * figures that all of them must agree on before any is timed.
 *
 * <p><b>The core.</b> The peers do a part of what Livegauge does, the part that all of them can
 * express: duplicates by {@code eventId}, and for every window of 300 s that slides by 5 s the
 * figures of {@link io.livegauge.benchmark.peer.CoreRow}. They leave out every other rule of
 * cleaning, presence and viewing time, gift streaks, session figures, the other eight indicators,
 * scores and their explanations, and the quarantine. So the comparison favours them.
 *
 * <p><b>Distinct users without presence.</b> Livegauge counts who was present at some instant of
 * the window: from an event to {@code leave} or to 60 s after the last event. No peer has that. In
 * the workload everybody leaves with {@code leave} while they are present; so whoever was present
 * in a window has an event in it, if {@code leave} is taken to stand for the last instant before
 * it. That is how the peers count. The workload draws its pauses, of 5 s on average: that somebody
 * leaves after more than 60 s without an event is rare but possible, and then the figures differ.
 */
package io.livegauge.benchmark.peer;
