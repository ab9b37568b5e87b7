import { readFileSync } from 'node:fs'
import type { Transcript } from '../../course/evidence.ts'
import { findChapterCommands } from '../../course/npm-command.ts'
import type { Place, Problem, Scene } from '../../course/types.ts'
import { askShell, readComplaint } from '../process/ask-shell.ts'
import { listCommands, mayCall, quotePattern } from '../process/command-words.ts'
import { isCyrillic } from '../process/other-alphabet.ts'
import { isRefused } from '../process/rights.ts'
import { findMeantCommand } from '../process/typo.ts'
import type { ResolveProgram } from '../terminal/command-line.ts'
import { expectedStatus, parseScripts, type Script, type Step } from './script.ts'
import type { Terminal } from './terminal.ts'

/** A command that a scene calls and that there is not. */
export interface Missing {
  readonly name: string
  /** Where it was called. */
  readonly place: Place
}

/** Whether a scene has come out otherwise because this machine forbids what it does. */
export function isForbidden(scene: Scene, transcripts: readonly Transcript[]): boolean {
  const shown = listAllShown(parseScripts(scene))
  const printed = transcripts
    .flatMap(({ lines }) => lines)
    .filter(({ kind, text }) => kind === 'output' && !shown.has(text.trimEnd()))
  return isRefused(printed.map(({ text }) => text).join('\n'))
}

/**
 * For want of which command a scene has come out otherwise, in the words of the shell that has
 * tried to run it: it alone knows its functions, what is a comment, and a PATH that the line sets.
 */
export function findMissing(
  scene: Scene,
  transcripts: readonly Transcript[],
  terminals: readonly Terminal[],
  resolveProgram: ResolveProgram,
): Missing | undefined {
  const scripts = parseScripts(scene)
  const told = scripts.flatMap((script) => listComplaints(script, transcripts))
  const shown = listAllShown(scripts)
  // Who shows it, means it; and what a program prints of itself, no shell has said.
  const complained = told.filter(
    ({ text, name, step }) => !shown.has(text) && isCalled(name, step, resolveProgram),
  )
  const silent = terminals.flatMap(({ programs, script }) =>
    programs.flatMap(({ step, program }) => {
      const isUnmeant = program.ended()?.status === 127 && expectedStatus(script, step) !== 127
      return isUnmeant ? listCommands(step.action.text).map((name) => describe(name, step)) : []
    }),
  )
  return [...complained, ...silent].find(({ name }) => isMissing(name))
}

function isMissing(name: string): boolean {
  return !name.includes('/') && askShell(name) === 'nothing'
}

function describe(name: string, { action }: Step): Missing {
  return { name, place: action.place }
}

function listAllShown(scripts: readonly Script[]): Set<string> {
  return new Set(scripts.flatMap(({ steps }) => steps.flatMap(listShown)))
}

function listShown({ outputs }: Step): string[] {
  return outputs.map(({ item }) => item.text.trimEnd())
}

function listComplaints({ steps, terminal }: Script, transcripts: readonly Transcript[]) {
  const own = transcripts.filter((transcript) => transcript.terminal === terminal)
  let performed = 0
  return own
    .flatMap(({ lines }) => lines)
    .flatMap(({ kind, text }) => {
      if (kind !== 'output') performed += 1
      const step = steps[performed - 1]
      const name = kind === 'output' ? readComplaint(text) : undefined
      return name === undefined || step === undefined
        ? []
        : [{ ...describe(name, step), text: text.trimEnd(), step }]
    })
}

/** By the line itself, by a script of the chapter that it hands to a shell, or by a program of it. */
function isCalled(name: string, { action }: Step, resolveProgram: ResolveProgram): boolean {
  const named = findChapterCommands(action.text).some(({ chapter, file }) => {
    const path = resolveProgram(chapter, file)
    if (path === undefined) return false
    const lines = readFileSync(path, 'utf8').split('\n')
    return lines.some((line) => (file.endsWith('.ts') ? mentions(line, name) : mayCall(line, name)))
  })
  return named || mayCall(action.text, name)
}

/** A program that starts it has its name in its text; one that prints the complaint has that there. */
function mentions(line: string, name: string): boolean {
  const word = quotePattern(name)
  return (
    new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(line) && !/: not found|: No such/.test(line)
  )
}

/** A slip of the pen is the author's to mend; what is only not installed here is not. */
export function describeTypo({ name, place }: Missing): Problem | undefined {
  const meant = findMeantCommand(name)
  if (meant !== undefined) {
    const fact = `команды «${name}» нет: похоже на опечатку`
    return { place, fact, remedy: `Может быть, ${meant}?` }
  }
  if (!isCyrillic(name)) return undefined
  const fact = `команды «${name}» нет: имена команд пишут латиницей`
  return { place, fact, remedy: 'Если это вывод, поставьте перед «$» знак «\\».' }
}

export function describeAbsent({ name, place }: Missing): Problem {
  const fact = `нет команды ${name}, без неё сцену не показать`
  return { place, fact, remedy: `Установите ${name}.` }
}
