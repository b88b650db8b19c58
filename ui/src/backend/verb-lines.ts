/** Every verb's line, said wherever the verb is offered. */
export const VERB_LINES = {
  renew: "same key, later end",
  disable: "stops now, can be undone",
  enable: "works again, at once",
  revoke: "stops for good; applications and services that use it stop working",
  expire: "ends it at once, for good: use it if the key may be compromised",
  replace: "a new key with the same rights; this one keeps working until it is ended",
  edit: "name, description, resources, aircraft, renewal period",
  delete: "takes it off the list; its key id is never given again",
} as const;
