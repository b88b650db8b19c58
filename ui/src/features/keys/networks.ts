// Networks as people paste them, and what is wrong with one, told at its chip.

import type { Problem } from "../../backend/bindings";

/** The addresses and networks in a text, separated by commas, semicolons, spaces or line ends. */
export function splitNetworks(text: string): string[] {
  return text.split(/[\s,;]+/u).filter((part) => part !== "");
}

/** What is wrong with a text that is no network, and what to do. */
export function wrongWords(text: string, { code, params }: Problem): string {
  switch (code) {
    case "network_host_bits":
      return `${text} has host bits: did you mean ${params.network}, or ${params.address}?`;
    case "network_zone":
      return `${text} names a zone, which means something on one computer only. Leave out what follows the %.`;
    case "network_prefix":
      return `${text} has a prefix longer than an address. The longest is /${params.limit}.`;
    default:
      return `${text} is neither an address nor a network like 203.0.113.0/24 or 2001:db8::/32.`;
  }
}

/** The same in a word or two. */
export function wrongMark({ code }: Problem): string {
  switch (code) {
    case "network_host_bits":
      return "host bits";
    case "network_zone":
      return "names a zone";
    case "network_prefix":
      return "prefix too long";
    default:
      return "not a network";
  }
}

/** What may be meant by a text that is no network, to be taken instead of it. */
export function meant({ code, params }: Problem): string[] {
  if (code !== "network_host_bits") return [];
  return [params.network, params.address].filter((text) => text !== undefined);
}
