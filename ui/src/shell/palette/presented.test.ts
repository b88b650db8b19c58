import { describe, expect, it } from "vitest";

import { presented } from "./presented";

const ID = "7Hq2mXc9LpR4tZ0a";
const SECRET = "a".repeat(49);
const KEY = `ktw_${ID}_${SECRET}`;

describe("presented", () => {
  it("shows of a key only what is public, wherever in a text it stands", () => {
    for (const text of [KEY, ` ${KEY}\n`, `Account id: acct_4Kf0aZ9Q Key: ${KEY}`, `"${KEY}"`]) {
      const found = presented(text);
      expect(found).toEqual({ kind: "key", asked: KEY, shown: `ktw_${ID}_••••`, whole: true });
    }
  });

  it("takes most of a key for one as well, and never shows its secret", () => {
    for (const text of [
      KEY.slice(0, -1),
      `${KEY}x`,
      `${ID}_${SECRET}`,
      `ktw_${ID.slice(1)}_${SECRET}`,
      SECRET,
    ]) {
      const found = presented(text);
      expect(found).toMatchObject({ kind: "key", asked: text, whole: false });
      expect(found?.shown).not.toContain("aa");
    }
  });

  it("knows a key id as it is copied, and as it is shown", () => {
    for (const text of [`ktw_${ID}`, ` ktw_${ID} `, `ktw_${ID}_`, `ktw_${ID}_••••`, `ktw_${ID}_...`])
      expect(presented(text)).toMatchObject({ kind: "key_id", asked: text.trim() });
  });

  it("knows a link, also one that is none of ours", () => {
    for (const text of [`keytower://open/acct_4Kf0aZ9Q/key/${ID}`, " KEYTOWER:x"])
      expect(presented(text)).toMatchObject({ kind: "link", asked: text.trim() });
  });

  it("leaves all else to be searched for", () => {
    for (const text of ["", "ops-feed", "ktw_7Hq2", ID, "SP-KTA", "svc-opscontrol ops", "a".repeat(42)])
      expect(presented(text)).toBeUndefined();
  });
});
