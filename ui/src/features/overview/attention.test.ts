import { describe, expect, it } from "vitest";

import { brokenLinks, expiringLine, troubleLine, type Possible } from "./attention";

const ALL: Possible = { replace: true, end: "revoke" };
const NONE: Possible = { replace: false, end: undefined };
const ZONE = "Europe/Warsaw";
const NOW = new Date("2026-11-21T12:00:00Z");
const KEY = { key_id: "7Hq2mXc9LpR4tZ0a", name: "ops-feed", owner: "svc-opscontrol" };
const NEXT = { ...KEY, key_id: "8Hq2mXc9LpR4tZ0a", name: "ops-feed-2" };

describe("what is broken", () => {
  const expired = {
    kind: "expired",
    key: KEY,
    expired_at: "2026-11-09T09:00:00Z",
    renewable_until: "2026-11-23T09:00:00Z",
    replaced_by: null,
  } as const;

  it("offers to renew an expired key as long as that goes, and to revoke one that was replaced", () => {
    expect(troubleLine(expired, ALL, NOW, ZONE)).toMatchObject({
      name: "ops-feed",
      path: "/keys/7Hq2mXc9LpR4tZ0a",
      words: "expired 12 days ago",
      note: "svc-opscontrol · can be renewed until 23 Nov 2026",
      steps: ["renew"],
    });
    expect(troubleLine({ ...expired, replaced_by: NEXT }, ALL, NOW, ZONE)).toMatchObject({
      note: "svc-opscontrol · replaced by ops-feed-2",
      steps: ["revoke"],
    });
  });

  it("offers to replace or revoke a key that nobody has", () => {
    const trouble = {
      kind: "not_handed_out",
      key: KEY,
      generated_at: "2026-11-18T09:00:00Z",
      generated_by: "Maria Lis",
    } as const;
    expect(troubleLine(trouble, ALL, NOW, ZONE)).toMatchObject({
      words: "was never handed out",
      note: "svc-opscontrol · nobody has it; generated 3 days ago by Maria Lis",
      steps: ["replace", "revoke"],
    });
    const deleting: Possible = { replace: false, end: "delete" };
    expect(troubleLine(trouble, deleting, NOW, ZONE).steps).toEqual(["delete"]);
  });

  it("offers to enable a service account that stops keys", () => {
    const trouble = {
      kind: "owner_stopped",
      owner_id: "9Hq2mXc9LpR4tZ0a",
      owner: "svc-fuel",
      stopped_at: "2026-11-18T09:00:00Z",
    } as const;
    expect(troubleLine({ ...trouble, keys: 2 }, ALL, NOW, ZONE)).toMatchObject({
      name: "svc-fuel",
      path: "/accounts/9Hq2mXc9LpR4tZ0a",
      words: "is disabled",
      note: "2 keys are stopped by it · since 18 Nov 2026",
      steps: ["enable"],
    });
    expect(troubleLine({ ...trouble, keys: 1 }, ALL, NOW, ZONE).note).toMatch(/^1 key is stopped/);
  });

  it("says where all of each kind is, and nothing of a kind that there isn't", () => {
    expect(brokenLinks({ expired: 1_200, not_handed_out: 0, owners_stopped: 1 })).toEqual([
      { n: 1_200, words: "1,200 expired", path: "/keys?attention=still_renewable" },
      { n: 1, words: "keys of 1 stopped owner", path: "/keys?state=owner_disabled" },
    ]);
  });
});

describe("what expires soon", () => {
  const expiring = {
    key: KEY,
    expires_at: "2026-11-27T09:00:00Z",
    renewed_until: "2027-05-20T08:00:00Z",
    replaced_by: null,
  };

  it("offers to renew, or to replace where renewing would be refused", () => {
    expect(expiringLine(expiring, ALL, NOW, ZONE)).toMatchObject({
      words: "expires in 6 days",
      note: "svc-opscontrol · Fri 27 Nov 2026, 10:00",
      steps: ["renew"],
    });
    expect(expiringLine({ ...expiring, renewed_until: null }, ALL, NOW, ZONE).steps).toEqual(["replace"]);
    expect(expiringLine({ ...expiring, renewed_until: null }, NONE, NOW, ZONE).steps).toEqual([]);
  });

  it("offers nothing where the key was replaced: it can end", () => {
    expect(expiringLine({ ...expiring, replaced_by: NEXT }, ALL, NOW, ZONE)).toMatchObject({
      note: "svc-opscontrol · replaced by ops-feed-2: it can end",
      steps: [],
    });
  });
});
