import { personOf } from "./owners";
import { dayShort, moment } from "../kit/dates";
import { plural } from "../kit/numbers";
import type { Attention, Code, KeyState, Level, Problem } from "./bindings";
import { problemOf } from "./call";
import { workspace } from "./workspace.svelte";

type Params = Problem["params"];

/** A date or an instant in the workspace's zone; as it came where it is none. */
function when(text: string | undefined): string {
  if (!text) return "the latest day allowed";
  if (Number.isNaN(Date.parse(text))) return text;
  return text.length > 10 ? moment(text, workspace.zone) : dayShort(text, workspace.zone);
}

function detail(params: Params): string {
  return params.detail ? ` (${params.detail})` : "";
}

/** An earlier row of a document, by what its rows are counted by. */
function earlierRow({ row, format }: Params): string {
  const counts = format === "csv" ? "line" : format === "list" ? "item" : "number";
  return row ? `${counts} ${row}` : "an earlier row";
}

// Each says what is wrong and what to do. Exhaustive: a new code doesn't compile without its words.
const PROBLEMS: Record<Code, (params: Params) => string> = {
  locked: () => "The vault is locked. Unlock it, then try again.",
  no_vault: () => "No vault is open. Open one first.",
  sample_data: () => "Sample data is in no vault: it has no password and no files. Create a vault for this.",
  forbidden: () => "Your role doesn't allow this. Ask a system administrator.",
  conflict: () =>
    "This was changed meanwhile, so nothing was written. Look at it again, then repeat your change.",
  not_found: () => "It isn't there any more; somebody may have removed it. Go back to the list.",
  stopped: () => "You stopped it, and nothing was changed.",
  internal: (params) => `Something went wrong in Keytower${detail(params)}; nothing changed. Try again.`,
  wrong_password: () =>
    "That isn't this vault's master password. Check Caps Lock and the keyboard layout, then try again.",
  wrong_recovery_code: () =>
    "That recovery code doesn't open this vault. It may be one that was replaced: use the latest one.",
  malformed_recovery_code: () =>
    "That can't be a recovery code: a character is wrong or missing. Compare it with the print, group by group.",
  vault_damaged: () => "The vault's files are damaged, so it can't be opened. Restore a backup.",
  not_a_vault: () => "That folder is no Keytower vault. Choose a folder whose name ends in .keytower.",
  vault_newer: () =>
    "A newer Keytower made this vault. Install the newer version; the vault was left as it is.",
  vault_parameters: () =>
    "This vault's protection is set to values that Keytower doesn't accept: it may have been tampered with. Restore a backup.",
  vault_in_use: () =>
    "Another program holds this vault open. Close it there (or on the other computer), then try again.",
  vault_read_only: () =>
    "The vault lies where nothing can be written. Move its folder to where you may write, or change the folder's permissions.",
  vault_missing: () =>
    "The vault's folder isn't there. If it is on a drive or a share, connect that; if it was moved, open it from its new place.",
  vault_exists: () => "A vault of that name is there already. Choose another name, or open that one.",
  disk_full: () => "The disk is full; nothing changed. Free some space, then try again.",
  io: (params) =>
    `Reading or writing a file failed${detail(params)}; nothing changed. Check the disk, then try again.`,
  password_too_short: () => "Use at least 12 characters; a few words are easy to keep.",
  password_too_long: () => "Use at most 1,024 characters.",
  keyring_absent: () => "No keyring answers on this computer. Use the master password.",
  keyring_timed_out: () => "The keyring is locked or doesn't answer. Unlock it, or use the master password.",
  keyring_no_entry: () => "The keyring holds nothing for this vault. Use the master password.",
  keyring_refused: () =>
    "What the keyring holds doesn't open this vault any more. Use the master password, then switch the keyring on again in Settings.",
  session_start_read_only: (params) =>
    `${params.folder ?? "The folder of programs that start with your session"} can't be written to; nothing changed. Make it writable, then try again.`,
  session_start_refused: (params) =>
    `This computer doesn't let Keytower change what starts with your session${detail(params)}; nothing changed. Its own settings may have a list of such programs.`,
  not_a_backup: () => "That file is no Keytower backup. Choose one whose name ends in .keytower-backup.",
  backup_cut: () =>
    "The backup's end is missing: copying or downloading it was probably cut short. Copy it again, or choose another one.",
  backup_damaged: () => "The backup is damaged: it isn't what was written. Choose another one.",
  backup_altered: () =>
    "The backup was altered by somebody who doesn't have the vault's key. Choose another one, and find out who could write to this file.",
  backup_newer: () => "A newer Keytower made this backup. Install the newer version, then restore it.",
  backup_missing: () =>
    "The backup isn't there any more. If it is on a drive or a share, connect that, then choose it again.",
  backup_differs: () =>
    "What was written doesn't hold what the vault holds, so it was removed; the drive may be failing. Choose another place.",
  backup_running: () => "A backup is being made. Wait until it is done, then try again.",
  no_backup_open: () =>
    "The backup isn't open any more: it was closed, or the vault was locked. Choose it again.",
  required: () => "Fill this in.",
  too_long: ({ limit }) => `Too long: use at most ${limit ?? "the allowed"} characters.`,
  control_character: () =>
    "It holds a character that can't be seen (a control character or a direction mark). Type it anew instead of pasting.",
  account_name_characters: () => "Use only letters, digits, hyphens, underscores and dots, without spaces.",
  vault_name_characters: () =>
    "A vault's name becomes a folder's name: leave out / \\ : * ? \" < > | and a dot at the ends.",
  name_taken: () => "Another has that name already. Choose another name.",
  invalid_email: () => "That isn't an e-mail address. Write it like ops@example.com.",
  contains_key: () =>
    "That's a key. Keep it in a password manager; what is written here is readable by everyone who opens the vault.",
  invalid_host: () => "Write the server's name alone, like mail.example.com: no https://, no port.",
  invalid_port: () => "Give a port from 1 to 65535. Mostly it is 587 for STARTTLS, and 465 for TLS.",
  invalid_time_zone: () => "There is no such time zone. Choose one from the list, like Europe/Warsaw.",
  live_key_has_name: () => "The owner has a live key of that name. Choose another name, or end that key.",
  no_resources: () => "Choose at least one resource: a key without any lets nobody in.",
  no_aircraft: () => "Choose at least one aircraft or group, or the whole fleet.",
  no_such_level: () => "The resource has no such level any more. Choose one that it has.",
  resource_retired: () => "This resource was retired and can't be granted any more. Leave it out.",
  tag_separator: () => "A comma or a semicolon stands between tags and can't be in one. Leave it out.",
  aircraft_retired: () => "This aircraft was retired and can't be chosen any more. Leave it out.",
  date_in_past: () => "That day is today or has passed. Choose a later day.",
  beyond_maximum: ({ latest }) => `That is later than allowed. The latest day is ${when(latest)}.`,
  invalid_date: () => "That isn't a date. Choose a day that exists.",
  invalid_network: () =>
    "That is neither an address nor a network. Write it like 203.0.113.7, 10.0.0.0/8 or 2001:db8::/32.",
  network_zone: () =>
    "That names a zone, which means something on one computer only. Leave out what follows the %.",
  network_prefix: ({ limit }) =>
    `That prefix is longer than an address. The longest is /${limit ?? "32, of IPv6 /128"}.`,
  network_host_bits: ({ network, address }) =>
    `It has host bits${network && address ? `: did you mean ${network}, or ${address}?` : ". Correct its prefix."}`,
  too_many_networks: ({ limit }) =>
    `A key has at most ${limit ?? "so many"} networks. Take some out, or join them into larger ones.`,
  invalid_web_address: () =>
    "That isn't an address that a browser opens. Begin with https:// or http://, like https://leon.example.",
  address_credentials: () =>
    "A name or a password stands before the @. Leave both out: whoever opens it signs in there.",
  invalid_reminder_day: ({ limit }) =>
    `Write each as a whole number of days from 0 to ${limit ?? "365"}, like 30, 7, 0.`,
  no_reminder_days: () => "Write at least one number of days, or leave it to the workspace's days.",
  too_many_reminder_days: ({ limit }) =>
    `A key reminds on at most ${limit ?? "10"} days of its own. Take some out.`,
  too_many_personnel: ({ limit }) => `A key reminds at most ${limit ?? "50"}. Take some out.`,
  person_left: ({ name }) => `${name ?? "Somebody chosen"} has left and can't be added. Take them out.`,
  invalid_address: () => "That isn't an IPv4 or IPv6 address. Write it like 203.0.113.7 or 2001:db8::7.",
  invalid_time: () => "That isn't a time of day. Type it as hours and minutes, for instance 10:00.",
  invalid_renewal_days: ({ limit }) =>
    `A renewal period is a number of days from 1 to ${limit ?? "the longest allowed"}.`,
  ends_later_already: ({ expires_at }) =>
    `It already ends later${expires_at ? `: ${when(expires_at)}` : ""}. Renewing would shorten it.`,
  show_not_allowed: () => "Keys are shown once here: the policy says so. Rotate it to get a new key.",
  nothing_seals: () =>
    "Nothing here keeps keys to be shown again. Lock the vault and unlock it with the master password once: keys that are generated from then on can be.",
  generated_once: () =>
    "This key was generated to be shown once. Rotate it to get one that can be shown again.",
  seal_lost: () =>
    "This key was kept for the master password before the last reset, and can't be opened any more. Rotate it to get one that can be shown again.",
  shown_already: () => "A key is being opened already. Wait a moment, then try again.",
  key_revoked: () => "The key was revoked, which is final. Replace it with a new key.",
  key_expired: () => "The key has expired, so nothing of it changes. Renew it, or generate another.",
  expired_by_hand: () => "The key was expired by hand, which is final. Replace it with a new key.",
  grace_over: ({ days }) =>
    days === "0"
      ? "The key has expired, and expired keys aren't renewed here. Replace it with a new key."
      : `The key expired more than ${plural(Number(days), "day", "days")} ago and can't be renewed any more. Replace it with a new key.`,
  reason_required: () => "The key has expired: say why it is renewed.",
  already_disabled: () => "The key is disabled already.",
  not_disabled: () => "The key isn't disabled, so there is nothing to enable.",
  rotating_already: ({ until }) =>
    `The old key still works${until ? `, until ${when(until)}` : ""}. Retire it first, or wait until then.`,
  not_rotating: () => "No old key works any more: it was retired, or its time has passed.",
  invalid_overlap_days: ({ limit }) => `Give a number of days from 0 to ${limit ?? "90"}.`,
  owner_disabled: () => "The service account is disabled. Enable it first.",
  owner_left: () => "This person left. Choose somebody who is there, or a service account.",
  may_not_grant: () =>
    "This person doesn't have all of that, and only system administrators can grant a person access. Leave it out, or ask one of them.",
  not_revoked: () => "Only a revoked key can be deleted. Revoke it first.",
  nothing_to_show: () =>
    "The key isn't shown any more: it was closed, or the vault was locked. It can't be shown again; if nobody has it, replace it.",
  handed_out: () => "Somebody may have this key already, so it can't be discarded. Revoke it instead.",
  changes_gone: () => "This preview isn't there any more. Choose again what to do.",
  changes_stale: () =>
    "The selected keys changed since this preview, so nothing was written. Choose again what to do.",
  reminds_so: () => "The key reminds so already.",
  reminds_them_not: () => "The key doesn't remind them.",
  same_person: () => "That is the one who left. Choose somebody else.",
  handover_stale: () =>
    "Something that names them changed since this was shown, so nothing was written. This is what it is now.",
  changes_stopped: () => "Stopped: nothing was changed.",
  account_already_disabled: () => "The service account is disabled already.",
  account_already_enabled: () => "The service account is enabled already.",
  invalid_registration: () =>
    "That isn't a registration: use 2 to 10 letters, digits and hyphens, like SP-KTA.",
  registration_taken: () =>
    "Another aircraft has that registration (case and hyphens don't count). Check the list.",
  invalid_icao_address: () =>
    "That isn't an ICAO 24-bit address: use six characters from 0–9 and A–F, or leave it empty.",
  already_retired: () => "It is retired already.",
  not_retired: () => "It isn't retired, so there is nothing to restore.",
  invalid_permission_code: () =>
    "That isn't a permission code: use 1 to 100 letters, digits and _ - . : / without spaces.",
  permission_code_taken: () =>
    "Another resource has that permission code. Each code belongs to one level of one resource.",
  no_levels: () => "Give the resource at least one level, with its code.",
  level_in_use: () =>
    "Keys, service accounts or templates have this level, so it can't be removed. Retire the resource instead.",
  keys_off: () =>
    "API keys are switched off here, so none is made or changed. A system administrator switches them on under Settings, Policy.",
  not_by_policy: () =>
    "This vault's policy has no such step. A system administrator changes it under Settings, Policy.",
  not_asked: () => "This vault's policy doesn't ask for this. Leave it out.",
  locked_by_policy: () =>
    "This vault's policy keeps this as it was generated. Generate another key, or ask a system administrator to change the policy.",
  approval_required: () => "Say who approved it: this vault's policy asks for that.",
  owner_by_policy: () => "This vault's policy has keys of others only. Choose another owner.",
  letters_and_digits: () => "Use only letters and digits: this vault's policy asks for that.",
  keys_have_no_end: () => "Keys have no end here. Leave the expiry out.",
  life_not_offered: () => "Choose one of the periods that are offered.",
  policy_days: ({ limit }) => `Give a number of days up to ${limit ?? "3650"}.`,
  policy_too_many: ({ limit }) => `Give at most ${limit ?? "so many"}. Take some out.`,
  policy_beyond_maximum: ({ maximum }) =>
    `That is beyond the longest life of ${maximum ?? "so many"} days. Give fewer days, or let keys live longer.`,
  policy_default_not_offered: () =>
    "The usual period isn't among those that are offered. Offer it, or let any date be chosen.",
  policy_nothing_offered: () =>
    "Nothing is offered to choose from. Offer a period, or let any date be chosen.",
  policy_no_end: () =>
    "Keys have no end here, so there is nothing to ask. Leave expiry and renewal period out.",
  policy_not_renewed: () =>
    "Keys aren't renewed here, so there is no renewal period. Leave it out, or let keys be renewed.",
  policy_approval_not_asked: () =>
    "An approval is required and isn't asked for. Ask for it when a key is generated.",
  policy_owner_not_asked: () =>
    "Only service accounts own keys, so somebody has to choose which. Ask for the owner when a key is generated.",
  policy_never_changes: () => "Owner and expiry of a key never change by editing. Leave them out.",
  policy_no_ending: () => "No key could be ended. Let keys be revoked, expired, or deleted at once.",
  policy_never_revoked: () =>
    "Keys are deleted once they are revoked, and couldn't be. Let keys be revoked, or choose otherwise.",
  email_taken: () =>
    "Somebody here has this e-mail address already. Give another, or edit that person instead.",
  last_administrator: () =>
    "Nobody else here is system administrator, and somebody has to be. Make somebody else system administrator first.",
  person_already_left: () => "They are recorded as having left already, so nothing changed. Look again.",
  person_not_left: () => "They haven't left, so nothing changed. Look again.",
  template_in_use: ({ owners }) =>
    `${plural(Number(owners), "service account or person has", "service accounts and people have")} this template, so it can't be deleted. Take it from them first.`,
  csv_empty: () => "The file is empty. Choose a CSV with a row of headers and a row per aircraft.",
  csv_not_text: () => "The file isn't text that can be read. Save it as CSV in UTF-8, then choose it again.",
  csv_no_registration: ({ found }) =>
    `No column is a registration${found ? `; the headers are ${found}` : ""}. Name one Registration, then choose the file again.`,
  csv_too_large: ({ rows, megabytes }) =>
    `The file is too large${rows && megabytes ? `: at most ${rows} rows or ${megabytes} MB` : ""}. Split it and import the parts.`,
  import_gone: () => "This preview isn't there any more. Choose the file again.",
  import_stale: () =>
    "The fleet changed since this preview. Choose the file again to see what it would do now.",
  duplicate_registration: ({ line }) =>
    `The same registration is in line ${line ?? "above"} already. Keep one of the two.`,
  csv_field_count: () => "The row has too few or too many fields. Check its commas and quotation marks.",
  uses_empty: () => "The file is empty. Choose a CSV with a row of headers and a row per key.",
  csv_no_key_id: ({ found }) =>
    `No column is a key id${found ? `; the headers are ${found}` : ""}. Name one Key id, then choose the file again.`,
  csv_no_time: ({ found }) =>
    `No column is a time${found ? `; the headers are ${found}` : ""}. Name one Last used, then choose the file again.`,
  whole_key_in_file: () =>
    "A whole key stands in this row. It wasn't kept. Put only the key id here, ktw_ and 16 characters, and delete the file: whoever has it has the key.",
  invalid_key_id: () =>
    "That isn't a key id. Write its 16 letters and digits, with or without ktw_ before them.",
  no_such_key: () => "No key here has that id. It may be of another vault: leave the row out.",
  key_deleted: ({ deleted_at }) =>
    `That key was deleted${deleted_at ? ` on ${when(deleted_at)}` : ""}, and nothing more is kept about it. Leave the row out.`,
  invalid_instant: () =>
    "That isn't a date with a time. Write it like 2026-11-12T09:14:07Z, or 2026-11-12 09:14 in this vault's zone.",
  instant_in_future: () => "That is still to come. Check its date, its offset, and this computer's clock.",
  before_generated: ({ generated_at }) =>
    `The key wasn't there yet${generated_at ? `: it was generated on ${when(generated_at)}` : ""}. Check the date and its offset.`,
  uses_stale: () => "The keys changed since this preview. Choose the file again to see what it would do now.",
  document_empty: () => "The file is empty. Choose an OpenAPI document, a JSON list of resources, or a CSV.",
  document_too_large: ({ megabytes, resources }) =>
    `The document is too large: at most ${megabytes ?? "8"} MB and ${resources ?? "5000"} resources. Leave examples and schemas out of it, or split it by tags.`,
  document_not_text: () =>
    "The file isn't text that can be read. Save it in UTF-8 as YAML, JSON or CSV, then choose it again.",
  document_broken: ({ line, column }) =>
    `The document breaks off or breaks the rules of its format at line ${line ?? "?"}, column ${column ?? "?"}. Mend it there, then choose it again.`,
  document_too_deep: () =>
    "The document holds values nested deeper than 64 levels, and was not read further. Flatten it, then choose it again.",
  document_too_many_values: () =>
    "The document holds too many values, or repeats too much by YAML aliases. Leave examples and schemas out of it, then choose it again.",
  document_name_twice: ({ name }) =>
    `The document has “${name ?? "the same name"}” twice in the same place, so it can be read in two ways. Remove one of the two.`,
  document_not_recognised: ({ found }) =>
    `This is neither an OpenAPI document, nor a list of resources, nor a CSV with a column of codes (View, Modify, Modify all)${found ? `; it has ${found}` : ""}. A fleet list is imported under Fleet.`,
  document_swagger: () =>
    "This is OpenAPI 2 (Swagger), which isn't read. Convert it to OpenAPI 3, for instance with converter.swagger.io or swagger2openapi, then choose that.",
  document_version: ({ found }) =>
    `This document says it is OpenAPI ${found || "of no version"}, which isn't known here. Save it as OpenAPI 3.0 or 3.1.`,
  document_nothing: () =>
    "Nothing in this document becomes a resource: it has no operations, no scopes and no rows.",
  reference_elsewhere: ({ reference }) =>
    `The reference ${reference ?? ""} leads out of the document, which is not followed. Bundle everything into one file, for instance with “redocly bundle”, then choose that.`,
  reference_dangling: ({ reference }) =>
    `The reference ${reference ?? ""} leads nowhere: nothing of that name is in the document. Mend or remove it, then choose the file again.`,
  reference_cycle: ({ reference }) =>
    `The reference ${reference ?? ""} leads in a circle, and so to nothing. Mend it, then choose the file again.`,
  reference_too_long: ({ reference, limit }) =>
    `From the reference ${reference ?? ""}, more than ${limit ?? "32"} references follow one another. Refer to what is meant directly, then choose the file again.`,
  catalogue_stale: () =>
    "The resources changed since this preview. Choose the file again to see what it would do now.",
  row_no_fields: () =>
    "This item isn't an object with title, group and levels. Write it as one, or remove it.",
  field_not_text: () => "A field holds something else than text. Write text in quotation marks.",
  unknown_level: ({ name }) =>
    `There is no level “${name ?? ""}”. The levels are view, modify and modify_all.`,
  code_twice: (params) =>
    `The code ${params.code ?? ""} stands at ${earlierRow(params)} already. Each code belongs to one level of one resource.`,
  title_twice: (params) =>
    `The same title in the same group stands at ${earlierRow(params)} already. Give one of the two another title.`,
  same_resource: (params) => `It is the same resource as at ${earlierRow(params)}. Keep one of the two.`,
  several_resources: ({ titles }) =>
    `It could be any of these resources: ${titles ?? ""}. Let its codes be those of one of them.`,
  level_moves: ({ code, level }) =>
    `${code ?? "The code"} is the ${levelWord((level ?? "view") as Level)} level of this resource. Say which code that level has from now on.`,
  browser_refused: ({ address }) =>
    `No browser could be started${address ? `. Open ${address} yourself` : ""}.`,
  clipboard_refused: () => "The clipboard refused. Try again.",
  file_exists: () => "A file of that name is there already. Choose another name.",
  file_is_link: () => "That is a link, or no ordinary file, and is left alone. Choose another name.",
  folder_read_only: () => "That folder can't be written to. Choose another one.",
  folder_missing: () => "That folder isn't there any more. Choose another one.",
};

/** What is wrong and what to do, in full sentences. */
export function problemText(problem: Problem): string {
  return PROBLEMS[problem.code](problem.params);
}

/** Why something failed, in words; nothing where nothing did. */
export function failureWords(failure: unknown): string | undefined {
  return failure === undefined ? undefined : problemText(problemOf(failure));
}

const STATES: Record<KeyState, string> = {
  active: "Active",
  expiring: "Expiring",
  not_handed_out: "Not handed out",
  rotating: "Rotating",
  disabled: "Disabled",
  owner_disabled: "Owner stopped",
  expired: "Expired",
  revoked: "Revoked",
};

export function stateWord(state: KeyState): string {
  return STATES[state];
}

/** A key's state; of what stops it with its owner, who that is. */
export function keyStateWord({ state, owner_id }: { state: KeyState; owner_id: string }): string {
  if (state !== "owner_disabled") return stateWord(state);
  return personOf(owner_id) === undefined ? "Owner disabled" : "Owner left";
}

const ATTENTION: Record<Attention, string> = {
  expiring_soon: "Expiring soon",
  still_renewable: "Expired, can be renewed",
};

export function attentionWord(why: Attention): string {
  return ATTENTION[why];
}

const LEVELS: Record<Level, string> = { view: "view", modify: "modify", modify_all: "modify all" };

export function levelWord(level: Level): string {
  return LEVELS[level];
}

export {
  changeWords,
  eventWords,
  followPath,
  happenedWords,
  happenings,
  subjectName,
  subjectNoun,
  subjectPath,
} from "./event-words";
