import { readFileSync } from 'node:fs'

/** Finds its way in what a command said of a course. */
export interface Report {
  /** Where a text stands in a chapter for the n-th time, as a message names it. */
  placeOf(chapter: string, text: string | RegExp, column?: number, nth?: number): string
  /** What is said at a place: its paragraph of the report. */
  saidAt(place: string): string
}

/** @param read gives what the command printed, once it has */
export function createReport(course: string, read: () => string): Report {
  return {
    placeOf(chapter, text, column = 1, nth = 1) {
      const path = `${course}/${chapter}.md`
      const lines = readFileSync(path, 'utf8').split('\n')
      const has = (line: string) =>
        typeof text === 'string' ? line.includes(text) : text.test(line)
      const numbers = lines.flatMap((line, index) => (has(line) ? [index + 1] : []))
      return `${path}:${numbers[nth - 1]}:${column}`
    },
    saidAt(place) {
      const stderr = read()
      const start = stderr.indexOf(`\n${place} — `)
      if (start === -1) return `nothing is said at ${place}`
      const end = stderr.indexOf(`\n\n${course}/`, start + 1)
      return stderr.slice(start + 1, end === -1 ? undefined : end)
    },
  }
}
