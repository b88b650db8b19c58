// What was put into the palette that names one thing: a key, a key id, a link. The text of a key never stays there.

import { holdsKey, keyIdWords } from "../../features/keys/describe";

/** What is to be asked, and what the field shows instead of it. */
export interface Presented {
  kind: "key" | "key_id" | "link";
  /** What is asked of the program. */
  asked: string;
  /** What the field may show: of a key only what is public. */
  shown: string;
  /** Nothing is missing: it needs no more typing. */
  whole: boolean;
}

const WHOLE = /(?<![0-9A-Za-z])ktw_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}(?![0-9A-Za-z_])/;
/** As long as a secret, and no longer than a key, without a space: what is left of a key whose start is missing. */
const REST = /(?<![0-9A-Za-z_])[0-9A-Za-z_]{43,70}(?![0-9A-Za-z_])/;
const ID = /^ktw_([0-9A-Za-z]{16})_?[•.…*]*$/;

/** What a text presents; undefined where it is something to search for. */
export function presented(text: string): Presented | undefined {
  const tidy = text.trim();
  if (/^keytower:/i.test(tidy)) return { kind: "link", asked: tidy, shown: tidy, whole: true };
  const key = WHOLE.exec(tidy)?.[0];
  if (key !== undefined || holdsKey(tidy) || REST.test(tidy)) {
    const id = /ktw_([0-9A-Za-z]{16})_/.exec(key ?? tidy)?.[1];
    const shown = id === undefined ? "ktw_••••" : keyIdWords(id);
    return { kind: "key", asked: key ?? tidy, shown, whole: key !== undefined };
  }
  if (ID.test(tidy)) return { kind: "key_id", asked: tidy, shown: tidy, whole: true };
  return undefined;
}
