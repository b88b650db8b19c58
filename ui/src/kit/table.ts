/** A column of a list. */
export interface Column {
  key: string;
  label: string;
  /** A CSS grid track: "minmax(120px, 1fr)". */
  width: string;
  sortable?: boolean;
  numeric?: boolean;
  /** What stands in it speaks for itself: its heading is read out, and not seen. */
  hideLabel?: boolean;
  /** Leaves when a drawer or a narrow window takes its place: 1 first. */
  hideWithDrawer?: 1 | 2 | 3;
}

/** How many columns leave (in the order of their `hideWithDrawer`) in a table of this width. */
export function hiddenColumns(tableWidth: number, drawerOpen: boolean, windowWidth: number): 0 | 1 | 2 | 3 {
  if (tableWidth === 0) return 0;
  if (tableWidth < 560) return 3;
  if (tableWidth < 680) return 2;
  if (tableWidth < 780) return 1;
  return drawerOpen && windowWidth < 1280 ? 1 : 0;
}

/** The row that a key leads to; undefined where it leads nowhere. */
export function stepTo(key: string, index: number, page: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(last, index + 1);
    case "ArrowUp":
      return Math.max(0, index - 1);
    case "PageDown":
      return Math.min(last, index + page);
    case "PageUp":
      return Math.max(0, index - page);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}
