import { join } from 'node:path'
import type { Identifier } from 'typescript/unstable/ast'
import type { Project } from 'typescript/unstable/sync'
import { findWords, listCode, type Tip, type TipLine, type Tips } from '../course/tips.ts'
import { ROOT } from '../files/root.ts'
import type { TangledChapter, TangledFile } from '../tangle/tangle.ts'
import { askCompiler } from './compiler.ts'
import { createDescribe, type Describe } from './describe.ts'
import { learn } from './learn.ts'
import { findNames } from './names.ts'

/**
 * Asks the compiler what the names in these chapters mean.
 * @param folder the course's folder in `build/`, where the tangled files stand already
 */
export function readTips(chapters: readonly TangledChapter[], folder: string): Map<string, Tips> {
  const shown = chapters.map((tangled) => {
    const home = join(folder, tangled.chapter.slug)
    return { tangled, paths: findShown(tangled).map((file) => join(home, file.path)) }
  })
  const paths = shown.flatMap((chapter) => chapter.paths)
  return askCompiler(folder, paths, (project) => {
    const ours = [`${join(ROOT, 'src')}/`, `${folder}/`]
    const describe = createDescribe(project, (path) => ours.some((own) => path.startsWith(own)))
    const read = (chapter: (typeof shown)[number]) => readFiles(chapter.paths, project, describe)
    return new Map(
      shown.map((chapter) => [
        chapter.tangled.chapter.slug,
        arrange(chapter.tangled, read(chapter)),
      ]),
    )
  })
}

/** Those that hold lines which the chapter's pages show: the rest are copies of them, or empty. */
function findShown({ chapter, files, variants }: TangledChapter): TangledFile[] {
  const hasChecks = chapter.blocks.some((block) => block.kind === 'check')
  const solutions = variants.filter(({ block }) => block.kind === 'solution')
  return files.filter(({ path, role }) => {
    const own = solutions.find(({ folder }) => path.startsWith(`${folder}/`))
    if (role === 'data' || (role === 'check' && !hasChecks)) return false
    if (own === undefined) return role !== 'error' && !path.includes('/')
    return role === 'check' || path === `${own.folder}/${own.program}`
  })
}

/** A tip and where it belongs: a line of the chapter, counted from 1, and a column from 0. */
interface Placed {
  readonly line: number
  readonly at: number
  readonly tip: Tip
}

function readFiles(paths: readonly string[], project: Project, describe: Describe): Placed[] {
  const names = paths.flatMap((path) => {
    const file = project.program.getSourceFile(path)
    if (file === undefined) throw new Error(`нет файла ${path.split('/').pop()}`)
    const find = createFinder(file.text)
    return findNames(file).map((node) => ({ node, ...find(node) }))
  })
  const known = learn(
    names.map(({ node }) => node),
    project,
    describe.isTold,
  )
  return names.flatMap(({ node, line, at }) => {
    const found = known.get(node)
    const tip = found && describe.tell(found)
    return tip === undefined ? [] : [{ line, at, tip }]
  })
}

/** Finds the line and the column of a name; names come in order. */
function createFinder(text: string): (node: Identifier) => { line: number; at: number } {
  let [line, start] = [1, 0]
  return (node) => {
    const begin = node.getEnd() - node.text.length
    for (let end = text.indexOf('\n', start); end !== -1 && end < begin; ) {
      line += 1
      start = end + 1
      end = text.indexOf('\n', start)
    }
    return { line, at: begin - start }
  }
}

function arrange({ chapter }: TangledChapter, found: readonly Placed[]): Tips {
  const byPlace = new Map(found.map((placed) => [`${placed.line}:${placed.at}`, placed.tip]))
  const numbers = new Map<string, number>()
  const tips: Tip[] = []
  const number = (tip: Tip | undefined): number => {
    if (tip === undefined) return 0
    const key = JSON.stringify(tip)
    const known = numbers.get(key) ?? tips.push(tip)
    numbers.set(key, known)
    return known
  }
  const readLine = (text: string, line: number): TipLine =>
    findWords(text).map(({ at }) => number(byPlace.get(`${line}:${at}`)))
  const blocks = listCode(chapter).map(({ place, lines }) =>
    lines.map((text, index) => readLine(text, place.line + 1 + index)),
  )
  return { tips, blocks }
}
