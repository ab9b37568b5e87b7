/** A position across the drawing: columns take the width that there is. */
export function percent(share: number): string {
  return `${Math.round(share * 1e4) / 100}%`
}
