// Under `npm start` a chapter's page comes alive: what it shows can be run, changed, broken and solved.
import type { ChapterState, Reply } from '../../src/commands/lab/reply.ts'
import { makeBreakPanel, makeTaskPanel } from './checks.ts'
import { type Connection, connect } from './connection.ts'
import { make, makeButton } from './elements.ts'
import style from './lab.css'
import { findPlaces } from './places.ts'
import { makeProgramPanel, type ProgramPanel } from './programs.ts'
import { makeScenePanel, type ScenePanel } from './scenes.ts'

const SLUG = /\/([^/.]+)\.html$/.exec(decodeURIComponent(location.pathname))?.[1] ?? ''

if (/^\d+-/.test(SLUG)) void start()

async function start(): Promise<void> {
  document.head.append(make('style', {}, style))
  const answer = await fetch('/_lab/me').catch(() => undefined)
  const { allowed } = answer?.ok ? await answer.json() : { allowed: false }
  if (allowed !== true) return note(CLOSED)
  const connection = connect(() => note(GONE))
  connection.hear(createPage(connection))
  ask(connection)
}

const CLOSED =
  'Здесь можно запускать, править и решать. Для этого откройте страницу по адресу, который напечатал npm start.'
const GONE = 'Сервер остановлен. Запустите npm start и откройте адрес, который он напечатает.'

/** Over the page and not in it: nothing moves, and whoever reads further down sees it too. */
function note(text: string): void {
  document.querySelector('.lab-note')?.remove()
  const element = make('div', { className: 'lab-note', role: 'status' }, make('p', {}, text))
  element.append(makeButton('Понятно', () => element.remove()))
  document.body.append(element)
}

function ask(connection: Connection): void {
  connection.send({ do: 'open', chapter: SLUG })
}

interface Panels {
  readonly scenes: Map<number, ScenePanel>
  readonly programs: Map<string, ProgramPanel>
  readonly mutants: Map<number, ReturnType<typeof makeBreakPanel>>
  readonly tasks: Map<string, ReturnType<typeof makeTaskPanel>>
}

function createPage(connection: Connection): (reply: Reply) => void {
  const panels: Panels = {
    scenes: new Map(),
    programs: new Map(),
    mutants: new Map(),
    tasks: new Map(),
  }
  let known: ChapterState | undefined
  // The page changes in place: what is ours steps aside meanwhile.
  document.addEventListener('weave', () => {
    for (const kind of Object.values(panels)) for (const panel of kind.values()) panel.remove()
  })
  document.addEventListener('woven', () => {
    if (known !== undefined) place(known, panels, connection)
    ask(connection)
  })
  return (reply) => {
    if (reply.is === 'chapter') {
      known = reply.chapter
      place(known, panels, connection)
    }
    if (reply.is === 'program')
      panels.programs.get(reply.program.file)?.hear(reply.program, reply.problems)
    if (reply.is === 'changed') {
      ask(connection)
      for (const panel of panels.programs.values()) panel.ask()
    }
    if (reply.is === 'refused') note(reply.text)
  }
}

function place(state: ChapterState, panels: Panels, connection: Connection): void {
  const places = findPlaces(state)
  const take = <Key, Panel>(all: Map<Key, Panel>, key: Key, create: () => Panel): Panel => {
    const panel = all.get(key) ?? create()
    all.set(key, panel)
    return panel
  }
  for (const [index, figure] of places.scenes) {
    const cell = state.cells[index]
    if (cell === undefined) continue
    const all = state.cells.filter(({ scene }) => scene === cell.scene)
    // One set of buttons for a scene that goes on through the prose, where it begins.
    if (all[0] !== cell) continue
    const terminals = [...new Set(all.flatMap((one) => one.terminals))].sort((a, b) => a - b)
    const create = () => makeScenePanel(SLUG, cell, terminals, connection)
    take(panels.scenes, index, create).place(figure)
  }
  for (const program of state.programs) {
    const figures = places.programs.get(program.file) ?? []
    const figure = figures.at(-1)
    if (figure === undefined) continue
    const create = () => makeProgramPanel(SLUG, program, connection)
    const panel = take(panels.programs, program.file, create)
    panel.place(figure)
    panel.show(program)
  }
  for (const [index, figure] of places.mutants) {
    take(panels.mutants, index, () => makeBreakPanel(SLUG, index, connection)).place(figure)
  }
  for (const task of state.tasks) {
    const figure = places.tasks.get(task.file)
    if (figure === undefined) continue
    const solve = () => void panels.programs.get(task.file)?.open()
    const panel = take(panels.tasks, task.file, () => makeTaskPanel(SLUG, task, connection, solve))
    panel.place(figure)
    panel.show(task)
  }
}
