// What can be done from the command palette whatever is open. To add one: a line here.

import Archive from "@lucide/svelte/icons/archive";
import ArchiveRestore from "@lucide/svelte/icons/archive-restore";
import Bell from "@lucide/svelte/icons/bell";
import BookOpen from "@lucide/svelte/icons/book-open";
import Bot from "@lucide/svelte/icons/bot";
import CalendarArrowDown from "@lucide/svelte/icons/calendar-arrow-down";
import CalendarClock from "@lucide/svelte/icons/calendar-clock";
import CircleDashed from "@lucide/svelte/icons/circle-dashed";
import ClipboardCheck from "@lucide/svelte/icons/clipboard-check";
import ClockAlert from "@lucide/svelte/icons/clock-alert";
import Copy from "@lucide/svelte/icons/copy";
import FileUp from "@lucide/svelte/icons/file-up";
import FolderOpen from "@lucide/svelte/icons/folder-open";
import Group from "@lucide/svelte/icons/group";
import Grid3x3 from "@lucide/svelte/icons/grid-3x3";
import KeyRound from "@lucide/svelte/icons/key-round";
import Keyboard from "@lucide/svelte/icons/keyboard";
import Layers from "@lucide/svelte/icons/layers";
import Lock from "@lucide/svelte/icons/lock";
import Monitor from "@lucide/svelte/icons/monitor";
import Moon from "@lucide/svelte/icons/moon";
import Plane from "@lucide/svelte/icons/plane";
import RectangleEllipsis from "@lucide/svelte/icons/rectangle-ellipsis";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import ScanSearch from "@lucide/svelte/icons/scan-search";
import Sun from "@lucide/svelte/icons/sun";
import UserRoundPlus from "@lucide/svelte/icons/user-round-plus";
import UserRoundX from "@lucide/svelte/icons/user-round-x";

import { backups } from "../../backend/backups.svelte";
import { commands as program } from "../../backend/bindings";
import { saveCalendar } from "../../backend/calendar-file";
import { answer, problemOf } from "../../backend/call";
import { reminders } from "../../backend/reminders.svelte";
import { restore } from "../../backend/restore.svelte";
import { session } from "../../backend/session.svelte";
import { settings } from "../../backend/settings.svelte";
import { problemText } from "../../backend/words";
import { welcome } from "../../features/welcome/welcome.svelte";
import type { Icon } from "../../kit/icon";
import { router } from "../../kit/router.svelte";
import { toast } from "../../kit/toasts.svelte";
import { wishes } from "../../kit/wishes.svelte";

/** What a command may need of the window's frame. */
export interface Frame {
  /** Shows the keys of the keyboard. */
  showKeys: () => void;
  /** Says which key the clipboard holds. */
  askClipboard: () => void;
}

/** A command of the palette. */
export interface Command {
  id: string;
  label: string;
  icon: Icon;
  /** What it does, where the label doesn't say. */
  note?: string;
  /** Other words by which it is looked for. */
  words?: string;
  keys?: string[];
  /** It is about the vault's file, and sample data has none. */
  ofVault?: true;
  /** The palette stays open. */
  stays?: true;
  run: (frame: Frame) => void;
}

/** Does something whose failure is said. */
function saying(done: string, act: () => Promise<unknown>): void {
  act().then(
    () => toast(done),
    (error: unknown) => toast(problemText(problemOf(error)), "bad"),
  );
}

const commands: readonly Command[] = [
  {
    id: "generate-key",
    label: "Generate key",
    icon: KeyRound,
    words: "new add create issue api",
    keys: ["Ctrl", "N"],
    run: () => router.go("/keys/new"),
  },
  {
    id: "which-key-clipboard",
    label: "Which key is in the clipboard?",
    icon: ClipboardCheck,
    words: "identify leaked paste",
    keys: ["Ctrl", "Shift", "V"],
    stays: true,
    run: ({ askClipboard }) => askClipboard(),
  },
  {
    id: "which-key",
    label: "Which key is this?",
    icon: ScanSearch,
    note: "or paste it here",
    words: "identify leaked look up",
    run: () => wishes.make("/keys", "which-key"),
  },
  {
    id: "ends-this-week",
    label: "Keys that end this week",
    icon: CalendarClock,
    words: "expire expiring 7 days filter",
    run: () => router.go("/keys?within=7"),
  },
  {
    id: "expiring-soon",
    label: "Keys that expire soon",
    icon: ClockAlert,
    note: "within 15 days",
    words: "expiring end renew filter",
    run: () => router.go("/keys?state=expiring"),
  },
  {
    id: "save-calendar",
    label: "Save expiries as a calendar",
    icon: CalendarArrowDown,
    note: ".ics, for any calendar",
    words: "export ical ics expire expiring reminders",
    run: () => void saveCalendar(),
  },
  {
    id: "reminders",
    label: "Reminders",
    icon: Bell,
    words: "bell notifications expire due",
    run: () => (reminders.open = true),
  },
  {
    id: "not-handed-out",
    label: "Keys that were not handed out",
    icon: CircleDashed,
    words: "nobody has lost filter",
    run: () => router.go("/keys?state=not_handed_out"),
  },
  {
    id: "new-account",
    label: "New service account",
    icon: Bot,
    words: "add create caller",
    run: () => wishes.make("/accounts", "new-account"),
  },
  {
    id: "add-person",
    label: "Add person",
    icon: UserRoundPlus,
    words: "new create people user administrator auditor role",
    run: () => wishes.make("/people", "add-person"),
  },
  {
    id: "someone-left",
    label: "Someone left…",
    icon: UserRoundX,
    note: "finds what names them, and who takes over",
    words: "hand over replace person leaver offboard",
    run: () => wishes.make("/people", "someone-left"),
  },
  {
    id: "import-fleet",
    label: "Import fleet",
    icon: FileUp,
    words: "aircraft csv file list",
    run: () => router.go("/fleet/import"),
  },
  {
    id: "add-aircraft",
    label: "Add aircraft",
    icon: Plane,
    words: "new fleet registration",
    run: () => wishes.make("/fleet", "add-aircraft"),
  },
  {
    id: "new-group",
    label: "New fleet group",
    icon: Group,
    words: "add create aircraft tag set",
    run: () => wishes.make("/fleet/groups", "new-group"),
  },
  {
    id: "add-resource",
    label: "Add resource",
    icon: BookOpen,
    words: "new access permission catalogue",
    run: () => wishes.make("/access", "add-resource"),
  },
  {
    id: "import-resources",
    label: "Import resources…",
    icon: FileUp,
    words: "access permission catalogue openapi swagger yaml json csv file list",
    run: () => router.go("/access/import"),
  },
  {
    id: "import-uses",
    label: "Import last uses…",
    icon: FileUp,
    words: "keys used accessed csv file list",
    run: () => router.go("/keys/import"),
  },
  {
    id: "new-template",
    label: "New access template",
    icon: Layers,
    words: "add create role permission set",
    run: () => wishes.make("/access/templates", "new-template"),
  },
  {
    id: "who-has-what",
    label: "Who has what",
    icon: Grid3x3,
    note: "access of all service accounts",
    words: "matrix permission rights could",
    run: () => router.go("/access/who"),
  },
  {
    id: "copy-account-id",
    label: "Copy account id",
    icon: Copy,
    words: "workspace clipboard",
    run: () => saying("Account id copied.", () => answer(program.copyAccountId())),
  },
  {
    id: "lock",
    label: "Lock",
    icon: Lock,
    words: "close leave",
    keys: ["Ctrl", "L"],
    run: () => void session.lock(),
  },
  {
    id: "other-vault",
    label: "Open another vault",
    icon: FolderOpen,
    note: "locks this one",
    words: "switch workspace close",
    run: () => void welcome.other(),
  },
  {
    id: "back-up",
    ofVault: true,
    label: "Back up now…",
    icon: Archive,
    words: "backup save copy vault",
    run: () => void backups.make(),
  },
  {
    id: "restore-backup",
    label: "Restore a backup…",
    icon: ArchiveRestore,
    words: "backup vault",
    run: () => void restore.choose(),
  },
  {
    id: "change-password",
    ofVault: true,
    label: "Change master password…",
    icon: RectangleEllipsis,
    words: "settings",
    run: () => wishes.make("/settings", "change-password"),
  },
  {
    id: "new-recovery-code",
    ofVault: true,
    label: "New recovery code…",
    icon: RefreshCw,
    words: "settings print",
    run: () => wishes.make("/settings", "new-recovery-code"),
  },
  {
    id: "theme-light",
    label: "Theme: light",
    icon: Sun,
    words: "appearance settings",
    run: () => saying("The theme is light.", () => settings.save({ theme: "light" })),
  },
  {
    id: "theme-dark",
    label: "Theme: dark",
    icon: Moon,
    words: "appearance settings",
    run: () => saying("The theme is dark.", () => settings.save({ theme: "dark" })),
  },
  {
    id: "theme-system",
    label: "Theme: as the system",
    icon: Monitor,
    words: "appearance settings",
    run: () => saying("The theme is the system's.", () => settings.save({ theme: "system" })),
  },
  {
    id: "keyboard",
    label: "Keys of the keyboard",
    icon: Keyboard,
    words: "shortcuts help",
    keys: ["?"],
    run: ({ showKeys }) => showKeys(),
  },
];

/** Those that make sense now. */
export function offeredCommands(): Command[] {
  return commands.filter(({ ofVault }) => !(ofVault && session.isSample));
}
