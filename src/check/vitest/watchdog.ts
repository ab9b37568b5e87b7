import type { Announcement, Death } from './announcement.ts'

/** Beyond its own time limit each thing gets this long (ms) before its process is killed. */
const GRACE = 5000

/** What goes on when no check does; the title of a check is never empty. */
const BREAK = ''

interface Watchdog {
  hear(announcement: Announcement): void
  /** The worker goes on to another module: what it was at is over. */
  forget(): void
  /** @param isMissed the worker has ended: would it have had more to do? */
  close(isMissed: boolean): void
}

/**
 * Hears a worker out and has it killed when it says nothing for too long: what blocks its process
 * stops vitest's own clock too, and vitest has none while a file is loading; this one stands outside.
 * @param onAnnouncement hears all that the worker says, and how it died
 */
export function createWatchdog(
  onAnnouncement: (announcement: Announcement) => void,
  kill: () => void,
  grace = GRACE,
): Watchdog {
  const clocks = createClocks()
  let last: Announcement | undefined
  let killed = false
  const die = (kind: Death['kind'], { title }: Blame = {}) => {
    if (last === undefined) return
    const { file, home } = last
    onAnnouncement({ kind, file, home, ...(title === undefined ? {} : { title }) })
  }
  const wait = (what: string, limit: number, blame: Blame) => {
    clocks.start(what, limit + grace, blame, () => {
      killed = true
      die('hung', blame)
      kill()
    })
  }
  return {
    hear(announcement) {
      last = announcement
      follow(announcement, clocks, wait)
      onAnnouncement(announcement)
    },
    forget() {
      clocks.stopAll()
      last = undefined
    },
    close(isMissed) {
      if (!killed && isMissed) die('died', clocks.blamed().at(-1))
      clocks.stopAll()
    },
  }
}

/** Whatever begins gets its clock; what has ended gives its clock back. */
function follow(
  announcement: Announcement,
  clocks: Clocks,
  wait: (what: string, limit: number, blame: Blame) => void,
): void {
  if (announcement.kind === 'load') wait(BREAK, announcement.limit, {})
  if (announcement.kind === 'begin') {
    const { title, limit } = announcement
    clocks.stop(BREAK)
    wait(title, limit, { title })
  }
  if (announcement.kind === 'end') {
    const { title, limit } = announcement
    clocks.stop(title)
    // Of checks that run at the same time another may still have its own clock.
    if (clocks.blamed().length === 0) wait(BREAK, limit, { title })
  }
}

/** Which check is to blame if something never ends. */
interface Blame {
  readonly title?: string
}

type Clocks = ReturnType<typeof createClocks>

/** A clock for each thing that goes on now. */
function createClocks() {
  const going = new Map<string, { readonly clock: NodeJS.Timeout; readonly blame: Blame }>()
  const stop = (what: string) => {
    clearTimeout(going.get(what)?.clock)
    going.delete(what)
  }
  return {
    start(what: string, milliseconds: number, blame: Blame, ring: () => void) {
      stop(what)
      going.set(what, { clock: setTimeout(ring, milliseconds), blame })
    },
    stop,
    stopAll() {
      for (const what of going.keys()) stop(what)
    },
    /** Of all that goes on, oldest first. */
    blamed: (): Blame[] => [...going.values()].map(({ blame }) => blame),
  }
}
