import type { ChapterState } from '../../src/commands/lab/reply.ts'

/** The places of a chapter's page that can be lived: where they stand now. */
export interface Places {
  /** A group of terminals → its index in the chapter. */
  readonly scenes: ReadonlyMap<number, HTMLElement>
  /** A program → the boxes that show pieces of it. */
  readonly programs: ReadonlyMap<string, readonly HTMLElement[]>
  readonly mutants: ReadonlyMap<number, HTMLElement>
  /** By the program of the task. */
  readonly tasks: ReadonlyMap<string, HTMLElement>
}

/** The page says what stands where; the server, what that is. Where they differ, nothing is offered. */
export function findPlaces({ cells, programs, mutants, tasks }: ChapterState): Places {
  const scenes = findAll('figure.scene:not(.task)')
  const boxes = findAll('figure.code').map((box) => [readName(box), box] as const)
  const commands = findAll('figure.scene.task')
  const own = programs.map(({ file }) => {
    return [file, boxes.flatMap(([name, box]) => (name === file ? [box] : []))] as const
  })
  const broken = mutants.flatMap(({ id }, index) => {
    const box = document.getElementById(id)
    return box === null ? [] : [[index, box] as const]
  })
  return {
    scenes: new Map(scenes.length === cells.length ? scenes.entries() : []),
    programs: new Map(own),
    mutants: new Map(broken),
    tasks: new Map(
      commands.length === tasks.length
        ? tasks.map(({ file }, i) => [file, commands[i] as HTMLElement])
        : [],
    ),
  }
}

function findAll(selector: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`article ${selector}`)]
}

function readName(box: HTMLElement): string {
  return box.querySelector(':scope > figcaption > b')?.textContent ?? ''
}
