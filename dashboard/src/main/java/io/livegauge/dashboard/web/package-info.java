/** HTTP: the page's files, the API, live events, and who gets an answer. */
package io.livegauge.dashboard.web;
