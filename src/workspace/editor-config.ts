import { dirname, join, relative } from 'node:path'
import type { Chapter, Course } from '../course/types.ts'
import { ROOT } from '../files/root.ts'
import { locateOwn, locateWorkspace } from './place.ts'
import { writeOwn } from './write-own.ts'

/**
 * Lets any editor's own TypeScript understand the reader's files: `./open.ts` of the chapter is found
 * where the build has put it, as if it lay beside them.
 * @param build the course's folder in `build/`
 */
export function writeEditorConfig(course: Course, chapter: Chapter, build: string): void {
  const workspace = locateWorkspace(course)
  const home = locateOwn(course, chapter)
  writeOwn(join(workspace, 'tsconfig.json'), format(configureWorkspace(workspace)))
  writeOwn(join(home, 'tsconfig.json'), format(configureFolder(home, join(build, chapter.slug))))
}

function configureWorkspace(workspace: string) {
  return {
    extends: relative(workspace, join(ROOT, 'tsconfig.json')),
    compilerOptions: {
      noUnusedLocals: false,
      noUnusedParameters: false,
      exactOptionalPropertyTypes: false,
      rootDir: relative(workspace, ROOT),
    },
    include: [],
    files: [],
  }
}

function configureFolder(home: string, programs: string) {
  return {
    extends: '../tsconfig.json',
    // Earlier chapters lie beside the chapter's folder, the reader's beside his.
    compilerOptions: {
      rootDirs: ['.', relative(home, programs), '..', relative(home, dirname(programs))],
    },
    include: ['*.ts'],
  }
}

function format(config: object): string {
  return `${JSON.stringify(config, null, 2)}\n`
}
