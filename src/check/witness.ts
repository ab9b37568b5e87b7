import type { Announcement } from './announcement.ts'

/** What is known of a chapter's tests though vitest may never hear of it: their process died. */
export interface Witness {
  /** The test that had to be killed. */
  readonly hung?: string
  /** Tests that had ended by then, and whether they held. */
  readonly ended: ReadonlyMap<string, boolean>
}

interface OpenWitness {
  hung?: string
  readonly ended: Map<string, boolean>
}

/** Remembers the announcements of each chapter's worker. */
export interface Witnesses {
  hear(announcement: Announcement): void
  /** What was heard so far, by the chapter's file; what comes later is of another run. */
  take(): (file: string) => Witness
}

export function createWitnesses(): Witnesses {
  let known = new Map<string, OpenWitness>()
  const open = (file: string) => {
    const witness: OpenWitness = known.get(file) ?? { ended: new Map() }
    known.set(file, witness)
    return witness
  }
  return {
    hear(announcement) {
      const witness = open(announcement.file)
      if (announcement.kind === 'hung') witness.hung = announcement.title
      if (announcement.kind === 'end') witness.ended.set(announcement.title, announcement.passed)
    },
    take() {
      const heard = known
      known = new Map()
      return (file) => heard.get(file) ?? { ended: new Map() }
    },
  }
}
