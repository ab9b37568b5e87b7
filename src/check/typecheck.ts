import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { showPath } from '../course/problem.ts'
import type { Problem } from '../course/types.ts'
import { configureCompiler } from '../tangle/compiler-options.ts'
import type { TangledChapter, TangledFile, Variant } from '../tangle/tangle.ts'
import { type Diagnostic, describeStop, runCompiler } from './compiler.ts'

/**
 * Checks the types of all programs and checks in one run of the compiler.
 * @param folder the course's folder in `build/`, where the tangled files stand already
 */
export async function checkTypes(
  chapters: readonly TangledChapter[],
  folder: string,
): Promise<Problem[]> {
  await mkdir(folder, { recursive: true })
  const config = configureCompiler(folder, listFiles(chapters))
  const { diagnostics, output } = await runCompiler(config, folder)
  return judge(diagnostics, chapters, folder, output)
}

function listFiles(chapters: readonly TangledChapter[]): string[] {
  return chapters.flatMap(({ chapter, files }) =>
    files.filter(saysAnything).map(({ path }) => `${chapter.slug}/${path}`),
  )
}

/** A chapter without checks has nothing but imports in their place, and those take long to read. */
function saysAnything({ role, text }: TangledFile): boolean {
  if (role === 'data') return false
  return role !== 'check' || text.trim().includes('\n')
}

function judge(
  diagnostics: readonly Diagnostic[],
  chapters: readonly TangledChapter[],
  folder: string,
  output: string,
): Problem[] {
  const problems = chapters.flatMap(({ chapter, files, variants }) =>
    files.flatMap((file) => {
      const programs = listPrograms(files)
      const own = diagnostics.filter((d) => d.path === `${chapter.slug}/${file.path}`)
      const variant = variants.find(({ folder }) => file.path.startsWith(`${folder}/`))
      if (file.role === 'error') return judgeExpected(file, own, chapter.file)
      if (variant === undefined) return own.map((d) => describe(d, chapter.file, programs))
      // What the chapter's own programs have too was said there.
      const said = (d: Diagnostic) => diagnostics.some((other) => isCopy(d, other, variant.folder))
      const fresh = own.filter((d) => !said(d))
      return fresh.map((d) => describeVariant(d, variant, chapter.file, programs))
    }),
  )
  const paths = chapters.flatMap(({ chapter, files }) =>
    files.map((file) => `${chapter.slug}/${file.path}`),
  )
  const foreign = diagnostics.filter((d) => !paths.includes(d.path))
  if (foreign.length > 0) problems.push(...foreign.map((d) => describe(d, locate(d, folder))))
  if (diagnostics.length === 0 && output.trim() !== '') problems.push(describeStop(output))
  return problems
}

/** An error that is not the author's: in the engine's own sources. */
function locate({ path }: Diagnostic, folder: string): string {
  return showPath(join(folder, path))
}

function isCopy(own: Diagnostic, other: Diagnostic, folder: string): boolean {
  const { code, message } = own
  const path = own.path.replace(`/${folder}/`, '/')
  return other.path === path && other.code === code && other.message === message
}

/** @param programs those that may be imported */
function describe(diagnostic: Diagnostic, file: string, programs: readonly string[] = []): Problem {
  const { line, column, code, message } = diagnostic
  const place = { file, line, column }
  const [, name] = NO_MODULES.has(code) ? (NO_MODULE.exec(message) ?? []) : []
  if (name === undefined) return { place, fact: `TS${code}: ${message}`, remedy: '' }
  const fact = `в главе нет программы ${name} (TS${code})`
  return { place, fact, remedy: `Есть: ${programs.join(', ') || 'ни одной'}.` }
}

/** What is imported for its names, and for its effects alone. */
const NO_MODULES = new Set([2307, 2882])

/** In whatever language: a program of the chapter is quoted there. */
const NO_MODULE = /"\.\/([a-z0-9-]+\.ts)"/

function listPrograms(files: readonly TangledFile[]): string[] {
  return files.flatMap(({ role, path }) => {
    return role === 'program' && !path.includes('/') ? [path] : []
  })
}

function describeVariant(
  diagnostic: Diagnostic,
  { block }: Variant,
  file: string,
  programs: readonly string[],
): Problem {
  // The lines of a broken program are not the chapter's.
  if (block.kind !== 'mutant') return describe(diagnostic, file, programs)
  const { code, message } = diagnostic
  const fact = `с поломкой «${block.name}» программа не компилируется: TS${code}: ${message}`
  return { place: block.place, fact, remedy: 'Поломка меняет поведение, а не синтаксис.' }
}

function judgeExpected(file: TangledFile, own: readonly Diagnostic[], chapter: string): Problem[] {
  const unexpected = own.filter((d) => !file.codes.includes(d.code))
  const missing = file.codes.filter((code) => !own.some((d) => d.code === code))
  const line = Number(/error\.(\d+)\.ts$/.exec(file.path)?.[1])
  return [
    ...unexpected.map((d) => describe(d, chapter)),
    ...missing.map((code) => ({
      place: { file: chapter, line, column: 1 },
      fact: `обещанной ошибки TS${code} компилятор не нашёл`,
      remedy: 'Исправьте пример или уберите код из error=.',
    })),
  ]
}
