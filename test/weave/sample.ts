import { resolve } from 'node:path'
import type { Evidence, SceneResult, TranscriptLine } from '../../src/course/evidence.ts'
import { readCourse } from '../../src/course/load.ts'
import { parseChapter } from '../../src/course/parse.ts'
import type { Chapter, ConsoleBlock, Course } from '../../src/course/types.ts'
import type { ChapterFiles, Layout } from '../../src/weave/page.ts'
import { renderChapter } from '../../src/weave/pages/chapter.ts'

/** A small course with every kind of fence. */
export async function readSample(): Promise<Course> {
  const { course, problems } = await readCourse(resolve(import.meta.dirname, 'course'))
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return course
}

/** A chapter from its text alone. */
export function createChapter(raw: string, slug = '02-server'): Chapter {
  const [file, number] = [`chapters/${slug}.md`, Number(slug.slice(0, 2))]
  return parseChapter({ number, slug, file, path: resolve(file), raw }).chapter
}

/** A page of nothing but its content. */
export const BARE: Layout = {
  title: 'Курс',
  template: '{{body}}',
  styles: { lists: '', pictures: '', tables: '' },
}

/** The content of a chapter's page, without what surrounds it. */
export async function renderText(raw: string, evidence?: Partial<Evidence>): Promise<string> {
  return (await renderFiles(raw, evidence))['02-server.html'] ?? ''
}

/** A chapter's files, each without what surrounds its content. */
export async function renderFiles(
  raw: string,
  evidence?: Partial<Evidence>,
): Promise<ChapterFiles> {
  const run = evidence === undefined ? {} : { evidence: createEvidence(evidence) }
  return (await renderChapter({ chapter: createChapter(raw), layout: BARE, ...run })).files
}

/** Made up: these tests are about what the page makes of it. */
export function createEvidence(parts: Partial<Evidence> = {}): Evidence {
  return {
    checks: [],
    scenes: [],
    mutants: [],
    tasks: [],
    node: 'v20.1.2',
    platform: 'linux x64',
    ...parts,
  }
}

/** Every scene of the chapter as if it had printed what the chapter says. */
export function createScenes(chapter: Chapter): SceneResult[] {
  return chapter.scenes.map(({ id, place, cells }) => ({
    id,
    place,
    status: 'passed',
    duration: 412,
    problems: [],
    transcripts: cells
      .flatMap(({ parts }) => parts)
      .map(({ terminal, block }) => ({
        terminal,
        line: block.place.line,
        lines: readLines(block),
      })),
  }))
}

export function readLines(block: ConsoleBlock): TranscriptLine[] {
  return block.items.map((item) => {
    const open = item.kind === 'output' && item.open
    return { kind: item.kind, text: item.text, open, at: 0, varying: [] }
  })
}

/** What a reader sees of some HTML, without its markup. */
export function readText(page: string): string {
  const text = page
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
  return text.replace(/&quot;/g, '"').replace(/&amp;/g, '&')
}

/** The elements of one class, with what they hold, in order. */
export function findAll(page: string, tag: string, name: string): string[] {
  const pattern = new RegExp(`<${tag}[^>]*class="(?:[^"]* )?${name}[ "][\\s\\S]*?</${tag}>`, 'g')
  return page.match(pattern) ?? []
}
