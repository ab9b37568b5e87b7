import type { Prover } from '../check/prove.ts'
import type { Evidence } from '../course/evidence.ts'
import type { Chapter } from '../course/types.ts'
import { canIsolate, SHARED } from '../run/isolation/namespaces.ts'
import type { PreparedCourse } from '../tangle/prepare.ts'
import type { GatherOptions } from './gather.ts'

/** The run of the chapter that is being read: it need not wait for the types of all the others. */
export interface Ahead {
  /** Call it when programs can run; does nothing where nobody reads one of these chapters. */
  begin(left: readonly Chapter[]): void
  /**
   * @param left those whose types turned out to be right
   * @returns what was begun, when it is through, if it is one of them
   */
  take(left: readonly Chapter[]): Promise<readonly [Chapter, Evidence] | undefined>
  /** Ends what nobody has taken. */
  close(): Promise<void>
}

export function openAhead(
  prepared: PreparedCourse,
  { watcher, onProgress }: Pick<GatherOptions, 'watcher' | 'onProgress'>,
): Ahead {
  let begun: { readonly chapter: Chapter; readonly prover: Promise<Prover> } | undefined
  let evidence: Promise<Evidence | undefined> | undefined
  return {
    begin(left) {
      const [chapter, ...others] = watcher?.choose(left) ?? []
      // Several are chosen where nobody reads: whoever comes now should not have to wait for them.
      if (chapter === undefined || others.length > 0) return
      onProgress(describeRun([chapter]))
      const prover = open(prepared)
      begun = { chapter, prover }
      evidence = prove(prover, chapter)
      // It is heard of by whoever takes it.
      evidence.catch(() => undefined)
    },
    async take(left) {
      const chapter = begun?.chapter
      if (chapter === undefined || !left.includes(chapter)) return undefined
      const found = await evidence
      return found && [chapter, found]
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

async function open(prepared: PreparedCourse): Promise<Prover> {
  const { openProver } = await import('../check/prove.ts')
  return openProver(prepared, {})
}

async function prove(opened: Promise<Prover>, { slug }: Chapter): Promise<Evidence | undefined> {
  const found = await (await opened).prove([slug])
  return found.get(slug)
}
