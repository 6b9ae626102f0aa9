/** The model artifact: reading, checking, choosing, and computing with it. */
package io.livegauge.model;
