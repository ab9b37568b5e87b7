import { join } from 'node:path'
import { execa } from 'execa'
import { checkTypes } from '../../src/check/typecheck.ts'
import { loadCourse } from '../../src/course/load.ts'
import { ROOT } from '../../src/course/root.ts'
import { type PreparedCourse, prepareCourse, writePrograms } from '../../src/prepare.ts'
import { type Files, makeCourse } from './folder.ts'

/** A little course, compiled. */
export async function prepareFiles(files: Files): Promise<PreparedCourse> {
  return prepareCourse(await loadCourse(await makeCourse(files)))
}

/** `name:line:column fact` of all that is wrong before anything runs. */
export async function diagnose(files: Files): Promise<string[]> {
  const folder = await makeCourse(files)
  const { prepared, problems } = await writePrograms(await loadCourse(folder))
  const wrong = [...problems, ...(await checkTypes(prepared.chapters, prepared.folder))]
  return wrong.map(({ place, fact }) => {
    return `${place.file.replace(`${folder}/`, '')}:${place.line}:${place.column} ${fact}`
  })
}

/** Runs a compiled program of a course's only chapter to its end, as the engine does. */
export async function runCompiled({ folder, chapters }: PreparedCourse, program: string) {
  const home = join(folder, chapters[0]?.chapter.slug ?? '')
  const args = ['--enable-source-maps', join(home, program.replace(/\.ts$/, '.js'))]
  return execa(process.execPath, args, { cwd: ROOT, reject: false, timeout: 20_000 })
}
