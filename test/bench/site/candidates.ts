import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCourseId } from '../../../src/course/identity.ts'
import { ROOT } from '../../../src/files/root.ts'
import { generateCourse } from './generate.ts'
import { measure, type Run } from './measure.ts'

/** A generator of sites with a course of its own. */
export interface Candidate {
  readonly name: string
  /** From nothing but the chapters. */
  buildCold(): Promise<Run>
  /** Again, after a sentence was added to one chapter. */
  buildChanged(): Promise<Run>
}

interface Recipe {
  readonly name: string
  readonly home: string
  readonly argv: readonly string[]
  /** What a cold build must not find. */
  readonly made: readonly string[]
}

const BENCH = join(ROOT, 'build/bench/site')
const PEERS = fileURLToPath(new URL('./peers/', import.meta.url))

/** Ours, with a course of so many chapters. */
export function createOurs(count: number): Candidate {
  const home = join(BENCH, `ours-${count}`)
  const chapters = join(home, 'chapters')
  generateCourse(chapters, count)
  const starter = ['--enable-source-maps', join(ROOT, 'scripts/start.js'), 'build']
  const argv = [...starter, '--chapters', chapters, '--out', join(home, 'out')]
  const made = [join(home, 'out'), join(ROOT, 'build', createCourseId(chapters))]
  return create(
    { name: 'Живые сокеты', home: ROOT, argv: [process.execPath, ...argv], made },
    chapters,
  )
}

/** A peer with the same course; its packages are installed when they are not there yet. */
export function createPeer(name: Peer, count: number): Candidate {
  const home = installPeer(name)
  const chapters = join(home, 'chapters')
  generateCourse(chapters, count)
  const { title, argv, made } = COMMANDS[name]
  const paths = made.map((path) => join(home, path))
  return create({ name: title, home, argv: [process.execPath, ...argv], made: paths }, chapters)
}

type Peer = 'eleventy' | 'vitepress'

/** @returns the folder where it stands */
export function installPeer(name: Peer): string {
  const home = join(BENCH, name)
  mkdirSync(home, { recursive: true })
  cpSync(join(PEERS, name), home, { recursive: true })
  if (!existsSync(join(home, 'node_modules'))) {
    execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: home, stdio: 'ignore' })
  }
  return home
}

const COMMANDS = {
  eleventy: {
    title: 'Eleventy 3 + shiki',
    argv: ['node_modules/@11ty/eleventy/cmd.cjs', '--quiet'],
    made: ['out'],
  },
  vitepress: {
    title: 'VitePress',
    argv: ['node_modules/vitepress/bin/vitepress.js', 'build'],
    made: ['out', '.vitepress/cache', '.vitepress/.temp'],
  },
} as const

function create({ name, home, argv, made }: Recipe, chapters: string): Candidate {
  return {
    name,
    buildCold() {
      for (const path of made) rmSync(path, { recursive: true, force: true })
      return measure(argv, home)
    },
    buildChanged() {
      appendFileSync(join(chapters, '07-chapter.md'), '\nЕщё одна фраза.\n')
      return measure(argv, home)
    },
  }
}
