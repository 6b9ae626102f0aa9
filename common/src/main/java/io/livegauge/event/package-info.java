/** Events of the contract: types, decoding, encoding, canonical order. */
package io.livegauge.event;
