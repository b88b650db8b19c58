// Documents of resources to be imported.

/** A flight API as its makers describe it: operations by tag, and scopes. */
export const OPENAPI_YAML = `openapi: 3.0.3
info:
  title: Nordwind Flight API
  version: "2.1"
tags:
  - name: Flight API
  - name: Crew API
paths:
  /api/v2/flights:
    get:
      tags: [Flight API]
      operationId: listFlights
      responses:
        200: { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Flight" } } } }
    post: { tags: [Flight API], operationId: planFlight }
  /api/v2/flights/{flightId}:
    get: { tags: [Flight API], operationId: readFlight }
    patch: { tags: [Flight API], operationId: changeFlight }
    delete: { tags: [Flight API], operationId: cancelFlight }
  /api/v2/journey-logs/{flightId}:
    get: { tags: [Flight API], operationId: GRAPHQL_JOURNEY_LOG }
    delete: { tags: [Flight API], operationId: deleteJourneyLog }
  /api/v2/crew-members:
    get: { tags: [Crew API], operationId: listCrew }
components:
  schemas:
    Flight: { type: object, properties: { next: { $ref: "#/components/schemas/Flight" } } }
  securitySchemes:
    nordwind:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://nordwind.example/token
          scopes:
            read:flights: See flights
            write:flights: Plan and change flights
            ops desk: Everything
`;

/** A list of resources as Keytower writes it down. */
export const LIST_JSON = JSON.stringify([
  {
    title: "Weather",
    group: "Weather",
    description: "METAR and TAF",
    levels: { view: "WX", modify: "WX_EDIT" },
  },
  { title: "Flights and legs", group: "Flights", levels: { view: "GRAPHQL_FLIGHT" } },
  { title: "Winds", group: "Weather", levels: { view: "WX" } },
  { title: "", group: "Weather", levels: { view: "WX_RAW" } },
  { title: "Notices", group: "Weather", levels: { own: "NOTAM" } },
]);

export const CSV =
  "Title;Group;View code;Modify code;Owner\nWeather;Weather;WX;WX_EDIT;Ops\nFlights;Flights;GRAPHQL_FLIGHT;;\n";

/** So many schemas, each of which is nothing but a reference to the next. */
export function chain(length: number): string {
  const schemas = Object.fromEntries(
    Array.from({ length }, (_, index) => [`A${index}`, { $ref: `#/components/schemas/A${index + 1}` }]),
  );
  return JSON.stringify({
    openapi: "3.1.0",
    paths: { "/flights": { get: {} } },
    components: { schemas: { ...schemas, [`A${length}`]: { type: "string" } } },
  });
}
