import { expect, it } from "vitest";
import type { KeyView } from "../../backend/bindings";
import { inPalette, offer, offerFound } from "./verbs";

const active = {
  state: "active",
  replaced_by: null,
  renewal: { until: "2027-05-20T08:00:00Z", latest: "2027-11-21", reason_required: false, refused: null },
  can_edit: true,
  can_rotate: true,
  can_retire_old_secret: false,
  can_show: false,
  can_disable: true,
  can_enable: false,
  can_expire: true,
  can_revoke: true,
  can_delete: false,
} as unknown as KeyView;

it("offers the usual verbs as buttons and the others in the menu", () => {
  expect(offer(active, true)).toEqual({
    primary: undefined,
    buttons: ["renew", "rotate", "revoke"],
    menu: ["edit", "replace", "disable", "expire"],
  });
});

it("puts renewing first where it is due", () => {
  expect(offer({ ...active, state: "expiring" }, true).primary).toBe("renew");
});

it("offers rotating and revoking first for a key that nobody has", () => {
  const offered = offer({ ...active, state: "not_handed_out" }, true);
  expect(offered.buttons).toEqual(["rotate", "revoke"]);
  expect(offered.primary).toBe("rotate");
});

it("offers showing first where a key can be shown again", () => {
  const shown = { ...active, can_show: true };
  expect(offer(shown, true).buttons).toEqual(["show", "renew", "rotate", "revoke"]);
  expect(offer(shown, true).primary).toBeUndefined();
  expect(offer({ ...shown, state: "not_handed_out" }, true).primary).toBe("show");
});

it("offers retiring the old key first while a key rotates", () => {
  const rotating = { ...active, state: "rotating", can_rotate: false, can_retire_old_secret: true } as const;
  const offered = offer(rotating, true);
  expect(offered.buttons).toEqual(["retire", "revoke"]);
  expect(offered.menu).toEqual(["edit", "renew", "replace", "disable", "expire"]);
});

it("offers only what is allowed", () => {
  const refused = { code: "key_revoked", field: null, params: {} } as const;
  const offered = offer(
    {
      ...active,
      state: "revoked",
      renewal: { until: null, latest: null, reason_required: false, refused },
      replaced_by: "other",
      can_edit: false,
      can_rotate: false,
      can_disable: false,
      can_expire: false,
      can_revoke: false,
      can_delete: true,
    },
    true,
  );
  expect(offered).toEqual({ primary: undefined, buttons: [], menu: ["delete"] });
});

it("offers in a list what stops nothing first", () => {
  expect(inPalette(offer(active, true))).toEqual([
    "edit",
    "renew",
    "rotate",
    "revoke",
    "replace",
    "disable",
    "expire",
  ]);
  const ended = offer({ ...active, can_edit: false, can_rotate: false, can_disable: false }, true);
  expect(inPalette(ended)).toEqual(["renew", "revoke", "replace", "expire"]);
});

it("offers no other key in its place where none of its owner can be generated", () => {
  expect(offer(active, false).menu).toEqual(["edit", "disable", "expire"]);
  expect(offerFound(active, false).map(({ verb }) => verb)).toEqual(["disable", "revoke"]);
});

it("offers for a key that somebody presented what stops it, and one way to end it", () => {
  expect(offerFound(active, true)).toEqual([
    { verb: "disable", name: "Disable", label: "Disable now", danger: false },
    { verb: "replace", name: "Replace", label: "Replace…", danger: false },
    { verb: "revoke", name: "Revoke", label: "Revoke…", danger: true },
  ]);
  const verbs = (key: Partial<KeyView>) =>
    offerFound({ ...active, can_disable: false, replaced_by: "other", ...key }, true).map(({ verb }) => verb);
  expect(verbs({ can_revoke: false })).toEqual(["expire"]);
  expect(verbs({ can_revoke: false, can_expire: false, can_delete: true })).toEqual(["delete"]);
  expect(verbs({ can_revoke: false, can_expire: false, can_delete: true, state: "revoked" })).toEqual([]);
});
