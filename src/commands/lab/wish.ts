/** What a page asks for. It names chapters, scenes and programs, never paths. */
export type Wish = OfChapter | OfRun

export type OfChapter = { readonly do: 'open'; readonly chapter: string } | OfProgram | OfRunning

/** What takes its time, and can be stopped. */
export type OfRunning =
  | OfScene
  | (InRun & { readonly do: 'break'; readonly chapter: string; readonly mutant: number })
  | (InRun & { readonly do: 'check'; readonly chapter: string; readonly task: number })

interface InRun {
  /** The page's own name for what it starts. */
  readonly run: string
}

export interface OfScene extends InRun {
  readonly do: 'play' | 'improvise'
  readonly chapter: string
  /** Its index in the chapter. */
  readonly scene: number
}

export type OfProgram =
  | { readonly do: 'read' | 'revert'; readonly chapter: string; readonly file: string }
  | { readonly do: 'write'; readonly chapter: string; readonly file: string; readonly text: string }

/** What the reader does in a run that goes on. */
export type OfRun = InRun &
  (
    | { readonly do: 'command'; readonly terminal: number; readonly text: string }
    | { readonly do: 'type'; readonly terminal: number; readonly text: string }
    | {
        readonly do: 'resize'
        readonly terminal: number
        readonly rows: number
        readonly columns: number
      }
    | { readonly do: 'stop' }
  )

type Kind = 'name' | 'text' | 'number'

const RUNS = { run: 'name' } as const

/** The fields of each wish, and what they must be. */
const FIELDS: Readonly<Record<Wish['do'], Readonly<Record<string, Kind>>>> = {
  open: { chapter: 'name' },
  play: { ...RUNS, chapter: 'name', scene: 'number' },
  improvise: { ...RUNS, chapter: 'name', scene: 'number' },
  command: { ...RUNS, terminal: 'number', text: 'text' },
  type: { ...RUNS, terminal: 'number', text: 'text' },
  resize: { ...RUNS, terminal: 'number', rows: 'number', columns: 'number' },
  stop: RUNS,
  read: { chapter: 'name', file: 'name' },
  revert: { chapter: 'name', file: 'name' },
  write: { chapter: 'name', file: 'name', text: 'text' },
  break: { ...RUNS, chapter: 'name', mutant: 'number' },
  check: { ...RUNS, chapter: 'name', task: 'number' },
}

/** More (characters) no program of a reader's has. */
const LONGEST_TEXT = 200_000
const LONGEST_NAME = 200

/** @returns nothing where it is no wish of ours: then somebody else talks to us */
export function parseWish(message: string): Wish | undefined {
  const wish = parse(message)
  const fields = Object.hasOwn(FIELDS, String(wish.do)) && FIELDS[wish.do as Wish['do']]
  if (!fields) return undefined
  const right = Object.entries(fields).every(([name, kind]) => isOf(kind, wish[name]))
  return right ? (wish as Wish) : undefined
}

function parse(message: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(message)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function isOf(kind: Kind, value: unknown): boolean {
  if (kind === 'number')
    return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 10_000
  if (typeof value !== 'string') return false
  return value.length <= (kind === 'name' ? LONGEST_NAME : LONGEST_TEXT)
}
