import { describe, expect, it } from "vitest";
import type { GrantView } from "../../backend/bindings";
import { grantedToo, summary, type Chosen } from "./summary";

const chosen: Chosen = {
  owner: "svc-opscontrol",
  person: false,
  all: false,
  grants: [
    { title: "Flight watch", level: "modify" },
    { title: "Flights", level: "view" },
    { title: "Airports", level: "view" },
  ],
  whole: false,
  registrations: ["SP-KTA", "SP-KTB", "D-CXNW"],
  groups: [],
  reach: 3,
  networks: 0,
  until: "18 May 2027",
  endless: false,
  reminded: [],
  when: "15 and 7 days before, and when it expires",
};

const words = (what: Chosen) =>
  summary(what)
    .map((part) => part.text)
    .join("");

describe("the sentence", () => {
  it("says all of it", () => {
    expect(words(chosen)).toBe(
      "svc-opscontrol may view Flights and Airports and modify Flight watch, for 3 aircraft, until 18 May 2027.",
    );
  });

  it("names one or two aircraft, and the whole fleet", () => {
    expect(words({ ...chosen, registrations: ["SP-KTA"] })).toContain(", for SP-KTA, until");
    expect(words({ ...chosen, whole: true, reach: null })).toContain(", for the whole fleet, until");
  });

  it("says groups, and how many aircraft that is today", () => {
    const groups = ["Turboprops"];
    expect(words({ ...chosen, groups, registrations: [], reach: 12 })).toContain(
      ", for Turboprops (12 aircraft today), until",
    );
    expect(words({ ...chosen, groups, registrations: ["SP-KTA"], reach: 13 })).toContain(
      ", for Turboprops and SP-KTA (13 aircraft today), until",
    );
    expect(words({ ...chosen, groups, registrations: [], reach: 0 })).toContain(
      ", for Turboprops (no aircraft today), until",
    );
    expect(words({ ...chosen, groups: ["A", "B", "C"], reach: 20 })).toContain(
      ", for 3 groups and 3 aircraft (20 aircraft today), until",
    );
    expect(words({ ...chosen, whole: true, reach: 9 })).toContain(
      ", for all that its owner is for (9 aircraft today), until",
    );
  });

  it("counts networks, and says nothing of any address", () => {
    expect(words({ ...chosen, networks: 2 })).toContain(", for 3 aircraft, from 2 networks, until");
    expect(words({ ...chosen, networks: 1 })).toContain(", from 1 network, until");
    expect(words(chosen)).not.toContain("from");
  });

  it("says who is reminded and when, where somebody is", () => {
    expect(words(chosen)).not.toContain("reminded");
    expect(words({ ...chosen, reminded: ["Ada Lovelace"] })).toContain(
      "until 18 May 2027. Ada Lovelace is reminded 15 and 7 days before, and when it expires.",
    );
    expect(words({ ...chosen, reminded: ["Ada", "svc-ops"], when: "" })).toContain(
      "Ada and svc-ops are reminded on days to be chosen.",
    );
  });

  it("says what is still to be chosen", () => {
    const empty = {
      owner: undefined,
      person: false,
      all: false,
      grants: [],
      whole: false,
      registrations: [],
      groups: [],
      reach: 0,
      networks: 0,
      until: undefined,
      endless: false,
      reminded: [],
      when: "",
    };
    expect(words(empty)).toBe(
      "Its owner may do nothing yet, for no aircraft yet, until a date to be chosen.",
    );
    const missing = summary(empty).filter((part) => part.missing);
    expect(missing.map((part) => part.field)).toEqual(["owner_id", "rights", "scope", "expiry"]);
  });

  it("says everything of the owner, whatever is ticked", () => {
    expect(words({ ...chosen, all: true })).toContain(
      "svc-opscontrol may do everything it has access to, also later, for",
    );
  });

  it("leads to every field that it speaks of", () => {
    const fields = new Set(summary(chosen).flatMap((part) => part.field ?? []));
    expect([...fields]).toEqual(["owner_id", "rights", "scope", "expiry"]);
  });
});

describe("what is granted too", () => {
  const grant = (title: string): GrantView => ({
    resource_id: title,
    title,
    group: "",
    level: "modify",
    in_force: "modify",
    codes: [],
  });

  it("is said in one or several", () => {
    expect(grantedToo("svc", [grant("Flight watch")])).toBe("Flight watch (modify) is granted to it too.");
    expect(grantedToo("svc", [grant("A"), grant("B")])).toBe(
      "A (modify) and B (modify) are granted to it too.",
    );
  });

  it("isn't said without an owner or where nothing is", () => {
    expect(grantedToo(undefined, [grant("A")])).toBe("");
    expect(grantedToo("svc", [])).toBe("");
  });
});
