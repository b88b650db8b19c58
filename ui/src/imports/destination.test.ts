import { describe, expect, it } from "vitest";

import { destinationOf } from "./destination";

describe("where a dropped file goes", () => {
  it("takes JSON and YAML to the catalogue, whatever the page", () => {
    expect(destinationOf("api.YAML", "", "fleet")).toBe("access");
    expect(destinationOf("api.json", "", "keys")).toBe("access");
    expect(destinationOf("api", '\ufeff{"openapi": "3.0.0"}', "keys")).toBe("access");
    expect(destinationOf("api.txt", "# ours\nopenapi: 3.1.0\n", "keys")).toBe("access");
  });

  it("takes a fleet list to the fleet, also from Access", () => {
    for (const page of ["keys", "access", undefined]) {
      expect(destinationOf("f.csv", "$Registration,$ICAO\nSP-KTA,48", page)).toBe("fleet");
      expect(destinationOf("f.csv", "\ufeffKennzeichen;Betreiber", page)).toBe("fleet");
    }
    expect(destinationOf("f.csv", "Type,Operator", "keys")).toBe("fleet");
  });

  it("takes a list of last uses to the keys, whatever the page", () => {
    for (const page of ["keys", "fleet", "access", undefined]) {
      expect(destinationOf("u.csv", "key_id,last_used,ip", page)).toBe("keys");
      expect(destinationOf("u.csv", "\ufeffKey id;Last accessed", page)).toBe("keys");
      expect(destinationOf("u.csv", "API key ID\tTime", page)).toBe("keys");
      expect(destinationOf("u.csv", "ktw_7Hq2mXc9LpR4tZ0a,2026-11-12T09:14Z", page)).toBe("keys");
    }
  });

  it("takes a table of resources to the catalogue", () => {
    expect(destinationOf("r.csv", "Title;Group;View;Modify all", "keys")).toBe("access");
    expect(destinationOf("r.csv", "T\0i\0t\0l\0e\0,\0V\0i\0e\0w\0", "keys")).toBe("access");
    expect(destinationOf("r.csv", "Name,Read,Write", "access")).toBe("access");
  });
});
