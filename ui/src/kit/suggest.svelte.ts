/** Which line of a list of suggestions is active, and whether the list is open. */
export class Suggest {
  open = $state(false);
  active = $state(-1);

  close(): void {
    this.open = false;
    this.active = -1;
  }

  /**
   * Takes a key of the keyboard while `count` lines are offered. True where it was used up; Enter is only when a line
   * is active, so that a field can mean something else by it.
   */
  key(event: KeyboardEvent, count: number, pick: (index: number) => void): boolean {
    if (event.isComposing || event.ctrlKey || event.metaKey) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.open && count > 0) {
        const step = event.key === "ArrowDown" ? 1 : -1;
        const from = this.active < 0 && step < 0 ? 0 : this.active;
        this.active = (from + step + count) % count;
      }
      this.open = true;
    } else if (event.key === "Enter" && this.open && this.active >= 0 && this.active < count) {
      pick(this.active);
    } else if (event.key === "Escape" && this.open) {
      this.close();
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
