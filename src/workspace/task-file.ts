import { join } from 'node:path'
import type { Chapter, Course, Task } from '../course/types.ts'
import { findAuthorChanges, rememberBase } from './base.ts'
import { makeOwnFile, putAside } from './own-file.ts'
import { locateOwn, locateWorkspace } from './place.ts'
import { forgetSolved } from './progress.ts'

/** Where the reader writes his answer. */
export function locateTaskFile(course: Course, chapter: Chapter, { starter }: Task): string {
  return join(locateOwn(course, chapter), starter.file)
}

/**
 * Puts the starting program where the reader is to go on from it, unless he has begun.
 * @returns whether it was made just now
 */
export function makeTaskFile(course: Course, chapter: Chapter, task: Task): boolean {
  const path = locateTaskFile(course, chapter, task)
  const made = makeOwnFile(path, readStarter(task))
  if (made) rememberBase(path, readStarter(task))
  return made
}

/**
 * Begins a task anew; what the reader has written stays beside it under another name.
 * @returns that name; nothing where he had not begun
 */
export function resetTaskFile(course: Course, chapter: Chapter, task: Task): string | undefined {
  const aside = putAside(locateTaskFile(course, chapter, task))
  forgetSolved(locateWorkspace(course), chapter, task)
  makeTaskFile(course, chapter, task)
  return aside
}

/** What the author has changed in the starting program since the reader began, as lines of a diff. */
export function findStarterChanges(
  course: Course,
  chapter: Chapter,
  task: Task,
): string[] | undefined {
  return findAuthorChanges(locateTaskFile(course, chapter, task), readStarter(task))
}

function readStarter({ starter }: Task): string {
  return `${starter.lines.join('\n')}\n`
}
