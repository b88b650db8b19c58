/** Every verb's line, said wherever the verb is offered. */
export const VERB_LINES = {
  show: "the key itself, for the master password; each time is recorded",
  renew: "same key, later end",
  rotate: "new key; the old one works until a day that you choose",
  retire: "stops the old key now; whatever still uses it stops working",
  disable: "stops now, can be undone",
  enable: "works again, at once",
  revoke: "stops for good; applications and services that use it stop working",
  expire: "ends it at once, for good: use it if the key may be compromised",
  replace: "a new key in its place; this one keeps working until it is ended",
  remind: "other people are reminded, or on other days",
  replace_person: "somebody else is reminded in their place",
  delete: "takes it off the list; its key id is never given again",
} as const;
