import type { Announcement, Death } from './announcement.ts'

/** What is known of a module's tests though vitest may never hear of it: their process died. */
export interface Witness {
  /** How that came, if it did. */
  readonly death?: Death
  /** Tests that had ended by then, and whether they held. */
  readonly ended: ReadonlyMap<string, boolean>
}

interface OpenWitness {
  death?: Death
  readonly ended: Map<string, boolean>
}

/** Remembers the announcements of each module's worker. */
interface Witnesses {
  hear(announcement: Announcement): void
  /** Takes a module for dead of which no death was heard. */
  bury(death: Death): void
  /** What was heard so far, by the folder of the programs. */
  of(home: string): Witness
}

export function createWitnesses(): Witnesses {
  const known = new Map<string, OpenWitness>()
  const open = (home: string) => {
    const witness: OpenWitness = known.get(home) ?? { ended: new Map() }
    known.set(home, witness)
    return witness
  }
  return {
    hear(announcement) {
      const witness = open(announcement.home)
      if (announcement.kind === 'hung' || announcement.kind === 'died') witness.death = announcement
      if (announcement.kind === 'end') witness.ended.set(announcement.title, announcement.passed)
    },
    bury(death) {
      open(death.home).death ??= death
    },
    of: open,
  }
}
