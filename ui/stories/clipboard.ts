// The computer's clipboard, as somebody else has it.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What somebody would paste now; nothing where the clipboard holds nothing. */
export async function pasted(): Promise<string> {
  try {
    const { stdout } = await run("xclip", ["-selection", "clipboard", "-o"]);
    return stdout;
  } catch {
    return "";
  }
}

/** Somebody copies something else. */
export async function copyElsewhere(text: string): Promise<void> {
  const xclip = execFile("xclip", ["-selection", "clipboard", "-i"]);
  xclip.stdin?.end(text);
  await new Promise((resolve) => xclip.once("exit", resolve));
}
