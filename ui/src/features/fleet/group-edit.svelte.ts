import type { GroupMembers, GroupView } from "../../backend/bindings";
import { Form } from "../../backend/form.svelte";
import { AircraftChoice } from "../../fleet/aircraft-choice.svelte";
import { AccessLook } from "../../resources/access-look.svelte";
import { checkGroup, draftOf, membersOf, sameMembers, type GroupDraft } from "./group-fields";
import type { Groups } from "./groups.svelte";

type Here = Pick<Groups, "all" | "preview" | "create" | "edit">;

/** A fleet group that is being created or changed. */
export class GroupEdit {
  readonly form: Form<GroupDraft>;
  /** The aircraft that are chosen for it. */
  readonly choice = new AircraftChoice();
  /** The group as it is; without one, it is new. */
  readonly before: GroupView | undefined;
  /** What other members would do to the keys that name it; nothing names a new one. */
  readonly look: AccessLook<{ id: string; members: GroupMembers }>;
  #groups: Here;

  constructor(groups: Here, before?: GroupView) {
    this.#groups = groups;
    this.before = before;
    this.form = new Form(draftOf(before), (draft, field) => {
      const others = (groups.all ?? []).filter((other) => other.group_id !== before?.group_id);
      return checkGroup(draft, field, others);
    });
    if (before) this.choice.take(scopeOf(before), before.chosen, []);
    this.choice.whole = false;
    this.look = new AccessLook(
      () => {
        const { fields } = this.form;
        const members = membersOf(fields, this.choice.ids);
        // What is refused anyway is said in words of its own.
        const wrong = checkGroup(fields, "members", []) !== undefined || this.wrongAircraft !== undefined;
        if (before === undefined || wrong || sameMembers(members, before.members)) return undefined;
        return { id: before.group_id, members };
      },
      ({ id, members }) => groups.preview(id, members),
    );
  }

  /** What is wrong with the chosen aircraft, in words. */
  get wrongAircraft(): string | undefined {
    return this.form.fields.kind === "chosen" ? this.choice.wrong : undefined;
  }

  /** Saves; what was saved, or nothing where something is wrong or has yet to be shown. */
  async save(): Promise<GroupView | undefined> {
    if (!this.look.ready || this.wrongAircraft !== undefined) return undefined;
    const { before } = this;
    return this.form.submit((draft) => {
      const fields = { name: draft.name, members: membersOf(draft, this.choice.ids) };
      return before === undefined ? this.#groups.create(fields) : this.#groups.edit(before.group_id, fields);
    });
  }
}

function scopeOf({ members }: GroupView) {
  const aircraft_ids = members.kind === "chosen" ? members.aircraft_ids : [];
  return { kind: "only" as const, aircraft_ids, group_ids: [] };
}
