import type { Prover } from '../check/prove.ts'
import type { Evidence } from '../course/evidence.ts'
import type { Chapter, Course } from '../course/types.ts'
import { canIsolate, SHARED } from '../run/isolation/namespaces.ts'
import { compileCourse, type PreparedCourse, writePrograms } from '../tangle/prepare.ts'
import type { GatherOptions } from './gather.ts'

/** The run of the chapter that is being read: it need not wait for what becomes known of the others. */
export interface Ahead {
  /**
   * Begins it, unless nobody reads one of these chapters.
   * @returns when its programs stand where the others will: who writes those must not disturb them
   */
  begin(course: Course, left: readonly Chapter[]): Promise<void>
  /**
   * @param left those whose types turned out to be right
   * @returns what was begun, when it is through, if it is one of them
   */
  take(left: readonly Chapter[]): Promise<readonly [Chapter, Evidence] | undefined>
  /** Ends what nobody has taken. */
  close(): Promise<void>
}

interface Begun {
  readonly chapter: Chapter
  readonly prover: Promise<Prover>
  readonly evidence: Promise<Evidence | undefined>
}

export function openAhead({
  watcher,
  onProgress,
}: Pick<GatherOptions, 'watcher' | 'onProgress'>): Ahead {
  let begun: Begun | undefined
  return {
    async begin(course, left) {
      const [chapter, ...others] = watcher?.choose(left) ?? []
      // Several are chosen where nobody reads: whoever comes now should not have to wait for them.
      if (chapter === undefined || others.length > 0) return
      onProgress(describeRun([chapter]))
      const prepared = await prepare(course, chapter)
      if (prepared !== undefined) begun = start(chapter, prepared)
    },
    async take(left) {
      if (begun === undefined || !left.includes(begun.chapter)) return undefined
      const found = await begun.evidence
      return found && [begun.chapter, found]
    },
    async close() {
      await (await begun?.prover)?.close()
    },
  }
}

/** What is said while chapters run. */
export function describeRun(chapters: readonly Chapter[]): string {
  const shared = canIsolate() ? '' : ` (${SHARED})`
  return `Запускаю главы: ${chapters.map(({ number }) => number).join(', ')}${shared}`
}

/** Nothing where the chapter, or one that lends it programs, is wrong: of that others tell. */
async function prepare(course: Course, chapter: Chapter): Promise<PreparedCourse | undefined> {
  const { prepared, problems } = await writePrograms(course, [chapter], false)
  if (problems.length > 0) return undefined
  const isCompiled = await compileCourse(prepared).then(
    () => true,
    () => false,
  )
  return isCompiled ? prepared : undefined
}

function start(chapter: Chapter, prepared: PreparedCourse): Begun {
  const prover = open(prepared)
  const evidence = prove(prover, chapter)
  // It is heard of by whoever takes it.
  evidence.catch(() => undefined)
  return { chapter, prover, evidence }
}

async function open(prepared: PreparedCourse): Promise<Prover> {
  const { openProver } = await import('../check/prove.ts')
  return openProver(prepared, {})
}

async function prove(opened: Promise<Prover>, { slug }: Chapter): Promise<Evidence | undefined> {
  const found = await (await opened).prove([slug])
  return found.get(slug)
}
