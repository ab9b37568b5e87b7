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
  /** What goes on now, and which check is to blame if it never ends. */
  const going = new Map<string, { readonly clock: NodeJS.Timeout; readonly title?: string }>()
  let last: Announcement | undefined
  let killed = false
  const die = (kind: Death['kind'], { title }: { readonly title?: string } = {}) => {
    if (last === undefined) return
    const { file, home } = last
    onAnnouncement({ kind, file, home, ...(title === undefined ? {} : { title }) })
  }
  const stop = (what: string) => {
    clearTimeout(going.get(what)?.clock)
    going.delete(what)
  }
  const wait = (what: string, milliseconds: number, blame: { readonly title?: string }) => {
    stop(what)
    const clock = setTimeout(() => {
      killed = true
      die('hung', blame)
      kill()
    }, milliseconds)
    going.set(what, { clock, ...blame })
  }
  return {
    hear(announcement) {
      last = announcement
      if (announcement.kind === 'load') wait(BREAK, announcement.limit + grace, {})
      if (announcement.kind === 'begin') {
        const { title, limit } = announcement
        stop(BREAK)
        wait(title, limit + grace, { title })
      }
      if (announcement.kind === 'end') {
        const { title, limit } = announcement
        stop(title)
        // Of checks that run at the same time another may still have its own clock.
        if (going.size === 0) wait(BREAK, limit + grace, { title })
      }
      onAnnouncement(announcement)
    },
    forget() {
      for (const what of going.keys()) stop(what)
      last = undefined
    },
    close(isMissed) {
      if (!killed && isMissed) die('died', [...going.values()].at(-1))
      for (const what of going.keys()) stop(what)
    },
  }
}
