import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { checkTypes } from '../../src/check/typecheck.ts'
import { loadCourse } from '../../src/course/load.ts'
import { ROOT } from '../../src/files/root.ts'
import { type PreparedCourse, prepareCourse, writePrograms } from '../../src/tangle/prepare.ts'
import { type Files, makeCourse, writeAll } from './folder.ts'

/** A little course, compiled. */
export async function prepareFiles(files: Files): Promise<PreparedCourse> {
  return prepareCourse(await loadCourse(await makeCourse(files)))
}

/** `name:line:column fact` of all that is wrong before anything runs; the caller removes the build. */
export async function diagnose(files: Files): Promise<{ folder: string; complaints: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'live-sockets-'))
  await writeAll(folder, files)
  const { prepared, problems } = await writePrograms(await loadCourse(folder))
  const wrong = [...problems, ...(await checkTypes(prepared.chapters, prepared.folder))]
  await rm(folder, { recursive: true })
  const complaints = wrong.map(({ place: { file, line, column }, fact }) => {
    return `${file.replace(`${folder}/`, '')}:${line}:${column} ${fact}`
  })
  return { folder, complaints }
}

/** Runs a compiled program of a course's only chapter to its end, as the engine does. */
export async function runCompiled({ folder, chapters }: PreparedCourse, program: string) {
  const home = join(folder, chapters[0]?.chapter.slug ?? '')
  const args = ['--enable-source-maps', join(home, program.replace(/\.ts$/, '.js'))]
  return execa(process.execPath, args, { cwd: ROOT, reject: false, timeout: 20_000 })
}
