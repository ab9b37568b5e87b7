import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { ROOT } from '../../../src/files/root.ts'
import { type Cost, measure } from '../../helpers/processor-time.ts'

/**
 * Before variants shared workers: each mutant and each task had a process and a vitest start. Its
 * ten chapters are what both build: the course has been cut anew since.
 */
const BEFORE = '349a0f6'

/** What is measured: all of a cold build, and its scenes and checks alone, or one chapter. */
function listWorks(chapter: string | undefined): Readonly<Record<string, readonly string[]>> {
  if (chapter !== undefined) return { [`глава ${chapter}`]: ['run', 'chapter', chapter] }
  return {
    'вся сборка': ['run', 'build'],
    'сцены и проверки': ['run', 'flake', '--', '--times', '1'],
  }
}

/**
 * Builds the course cold with the engine as it was and as it is, each in a clone of its own, and
 * prints what it cost.
 * @param chapter one chapter instead of the whole course
 */
export async function benchBuild(chapter: string | undefined, save: string | null): Promise<void> {
  const works = listWorks(chapter)
  const before = await measureCommit(BEFORE, works)
  const now = await measureCommit('HEAD', works)
  const text = describe(before, now)
  process.stdout.write(text)
  if (save !== null) await writeFile(save, text)
}

/** Whether all held too: what is red is played once more, to say what it has left behind. */
type Costs = ReadonlyMap<string, Cost & { readonly holds: boolean }>

async function measureCommit(
  commit: string,
  works: Readonly<Record<string, readonly string[]>>,
): Promise<Costs> {
  const folder = await mkdtemp(join(tmpdir(), 'ls-'))
  const git = (...words: string[]) => execa('git', words, { cwd: ROOT })
  await git('worktree', 'add', '--detach', folder, commit)
  try {
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    await rm(join(folder, 'chapters'), { recursive: true })
    await execa('git', ['checkout', BEFORE, '--', 'chapters'], { cwd: folder })
    const costs = new Map<string, Cost & { readonly holds: boolean }>()
    for (const [name, words] of Object.entries(works)) {
      await rm(join(folder, 'build'), { recursive: true, force: true })
      process.stderr.write(`${commit}: ${name}\n`)
      const options = {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
        reject: false,
      } as const
      const { value, cost } = await measure(() => execa('npm', words, options))
      costs.set(name, { ...cost, holds: value.exitCode === 0 })
    }
    return costs
  } finally {
    await git('worktree', 'remove', '--force', folder)
  }
}

function describe(before: Costs, now: Costs): string {
  const rows = [...withVariants(before)].map(([name, old]) => {
    const cost = withVariants(now).get(name) ?? old
    const ratio = (cost.processor / old.processor).toFixed(2)
    const seconds = [old, cost].map(
      ({ processor, holds }) => `${processor.toFixed(1)} с${holds ? '' : ', не всё сошлось'}`,
    )
    return `| ${name} | ${seconds.join(' | ')} | **${ratio}** | ${describeBusy(cost)} |`
  })
  const system = `Node.js ${process.version.slice(1)}, ${process.platform} ${process.arch}`
  return `# Что стоит сборка с пустым кэшем

Время процессоров (их ${availableParallelism()}) у движка ${BEFORE} и у нынешнего на десяти главах\nтого же ${BEFORE}, в одном прогоне. ${system}.

| что | было | стало | во сколько раз | процессоры заняты |
|---|---|---|---|---|
${rows.join('\n')}
`
}

/** Mutants and tasks are what a build costs beyond its scenes and checks. */
function withVariants(costs: Costs): Costs {
  const [whole, own] = costs.values()
  if (whole === undefined || own === undefined) return costs
  const processor = whole.processor - own.processor
  const holds = whole.holds && own.holds
  return new Map([...costs, ['поломки и задачи', { processor, clock: Number.NaN, holds }]])
}

function describeBusy({ processor, clock }: Cost): string {
  if (Number.isNaN(clock)) return ''
  return `${Math.round((100 * processor) / (clock * availableParallelism()))} %`
}
