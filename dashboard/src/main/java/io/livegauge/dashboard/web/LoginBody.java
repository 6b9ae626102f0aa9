package io.livegauge.dashboard.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What a login sends: {@code {"token": "..."}}. */
final class LoginBody {
  private static final JsonFactory FACTORY = new JsonFactory();

  private LoginBody() {}

  /**
   * The token.
   *
   * @throws ApiException where there is none
   */
  static String token(byte[] body) {
    String token = null;
    try (JsonParser json = FACTORY.createParser(body)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          boolean isToken = json.currentName().equals("token");
          if (json.nextToken() == JsonToken.VALUE_STRING && isToken) {
            token = json.getText();
          } else {
            json.skipChildren();
          }
        }
      }
    } catch (IOException e) {
      throw refused();
    }
    if (token == null) {
      throw refused();
    }
    return token;
  }

  private static ApiException refused() {
    return new ApiException(400, "BAD_REQUEST", "The body must be JSON: {\"token\": \"...\"}.");
  }
}
