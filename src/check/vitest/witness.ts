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
export interface Witnesses {
  hear(announcement: Announcement): void
  /** What was heard so far, by the folder of the programs; what comes later is of another run. */
  take(): Heard
}

export interface Heard {
  of(home: string): Witness
  /** A worker has died. */
  readonly hasDeath: boolean
}

export function createWitnesses(): Witnesses {
  let known = new Map<string, OpenWitness>()
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
    take() {
      const heard = known
      known = new Map()
      return {
        of: (home) => heard.get(home) ?? { ended: new Map() },
        hasDeath: [...heard.values()].some(({ death }) => death !== undefined),
      }
    },
  }
}
