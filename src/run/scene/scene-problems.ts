import { dirname } from 'node:path'
import { formatConsole, formatLine } from '../../course/console.ts'
import type { TranscriptLine } from '../../course/evidence.ts'
import { npmCommand, npmCommandAt } from '../../course/npm-command.ts'
import type { ConsoleBlock, Place, Problem, Scene } from '../../course/types.ts'
import type { Trail } from '../leaks/openings.ts'
import type { Leftover } from '../leaks/workplace.ts'
import { type Ending, formatSurvivor } from '../process/end-program.ts'
import { type Exit, formatExit, shellStatus } from '../process/exit.ts'
import { OUTPUT_LIMIT } from '../process/limits.ts'
import type { Comparison } from '../transcript/comparison.ts'
import { formatDifference } from '../transcript/difference.ts'
import { translateToShown } from '../transcript/names.ts'
import type { Follower } from './follower.ts'
import { expectedStatus, type Step } from './script.ts'
import type { Terminal } from './terminal.ts'

/** The terminal printed something else than its block shows. */
export function describeDivergence(
  terminal: Terminal<Follower>,
  comparison: Comparison,
  stillPrints: boolean,
): Problem {
  const { step, expected } = terminal.listener.divergence() ?? {}
  const block = expected?.block ?? step?.block ?? firstBlock(terminal)
  const transcript = terminal.listener.transcripts().find(({ line }) => line === block.place.line)
  const translate = (line: TranscriptLine) =>
    formatLine({ ...line, text: translateToShown(line.text, comparison.names()) }, block)
  const difference = formatDifference(
    block.items.map(formatConsole),
    (transcript?.lines ?? []).map(translate),
    block.lines,
  )
  const place = expected?.item.place ?? lastPlace(block, step)
  if (comparison.gaveUp()) return { place, ...AMBIGUOUS }
  const fact = `терминал ${terminal.script.terminal} напечатал не то, что показано (- в главе, + на самом деле)${tellExit(terminal)}:\n${difference}`
  return { place, fact, remedy: adviseDivergence(terminal, place, stillPrints) }
}

/** `bless` is named only where it would do. */
function adviseDivergence(terminal: Terminal, place: Place, stillPrints: boolean): string {
  if (stillPrints) return ENDLESS
  const status = findWrongStatus(terminal)
  if (status !== undefined)
    return `Исправьте программу. ${adviseStatus(terminal.programs.at(-1)?.step, status)}`
  const bless = npmCommandAt('bless', place)
  return `Исправьте программу или блок; \`${bless}\` запишет в главу настоящий вывод.`
}

const ENDLESS =
  'Программа всё ещё печатает. Если её вывод не кончается, ограничьте его: записать можно только то, что кончается или ждёт.'

const AMBIGUOUS = {
  fact: 'строки unordered отличаются друг от друга только номерами, и эти номера стоят в нескольких строках: какая строка какой отвечает, перебрать не удалось',
  remedy: 'Печатайте меньше таких строк или по порядку, без unordered.',
}

function firstBlock({ script }: Terminal): ConsoleBlock {
  const block = script.steps[0]?.block
  if (block === undefined) throw new Error(`terminal ${script.terminal} has no steps`)
  return block
}

/** Where a line too many would stand: behind what the step shows. */
function lastPlace(block: ConsoleBlock, step: Step | undefined): Place {
  return step?.outputs.at(-1)?.item.place ?? step?.action.place ?? block.place
}

/** A status other than expected says more about the difference than the difference itself. */
function tellExit(terminal: Terminal): string {
  const exit = terminal.programs.at(-1)?.program.ended()
  if (exit === undefined || findWrongStatus(terminal) === undefined) return ''
  return `; команда закончилась ${formatExit(exit)}`
}

/** The status that the terminal's last command should not have ended with. */
function findWrongStatus(terminal: Terminal): number | undefined {
  const last = terminal.programs.at(-1)
  const exit = last?.program.ended()
  if (last === undefined || exit === undefined || terminal.stopped) return undefined
  const status = shellStatus(exit)
  return status === expectedStatus(terminal.script, last.step) ? undefined : status
}

/** What to write for a status that is meant to be; not what stands there already. */
function adviseStatus(step: Step | undefined, status: number): string {
  const { block } = step ?? {}
  const isLast = block?.items.findLast(({ kind }) => kind === 'command') === step?.action
  if (isLast && block?.exit !== status) {
    return `Если так и задумано, напишите у блока exit=${status}.`
  }
  const said = block?.exit === 0 ? '' : ` (exit=${block?.exit} у блока — о ней)`
  return isLast
    ? `Если так и задумано, напишите exit=${status} у последнего блока, где она ещё идёт.`
    : `Если так и задумано, пусть она стоит в блоке последней${said} или допишите к ней «; true».`
}

/** The command has printed what it should, and then ended with another status. */
export function describeStatus(terminal: Terminal, step: Step, exit: Exit): Problem {
  const expected = expectedStatus(terminal.script, step)
  const signal = exit.signal === null ? '' : ` (${exit.signal})`
  const silent = terminal.size === 0 ? '; она ничего не напечатала' : ''
  return {
    place: step.action.place,
    fact: `команда «${step.action.text}» закончилась со статусом ${shellStatus(exit)}${signal}, ожидали ${expected}${silent}`,
    remedy: `Исправьте программу. ${adviseStatus(step, shellStatus(exit))}`,
  }
}

/** The program has ended, and the next line of the block would be typed to nobody. */
export function describeDeaf(terminal: Terminal, typed: Step): Problem {
  const command = terminal.programs.at(-1)?.step.action.text ?? ''
  return {
    place: typed.action.place,
    fact: `терминал ${terminal.script.terminal}: команда «${command}» закончилась раньше, чем ей ввели «${typed.action.text}»${tellExit(terminal)}`,
    remedy: 'Уберите ввод или исправьте программу, которая должна его ждать.',
  }
}

/** The program has ended without reading what was typed. */
export function describeUnread(terminal: Terminal): Problem {
  const typed = terminal.script.steps[terminal.performed - 1]
  const command = terminal.programs.at(-1)?.step.action.text
  return {
    place: typed?.action.place ?? firstBlock(terminal).place,
    fact: `терминал ${terminal.script.terminal}: команда «${command}» закончилась, не прочитав «${typed?.action.text}»${tellExit(terminal)}`,
    remedy: 'Уберите ввод или исправьте программу, которая должна его прочитать.',
  }
}

/** A program that prints without end is stopped, its output is not kept. */
export function describeOverflow(terminal: Terminal): Problem {
  const step = terminal.programs.at(-1)?.step ?? terminal.script.steps[0]
  return {
    place: step?.action.place ?? firstBlock(terminal).place,
    fact: `команда «${step?.action.text}» напечатала больше ${OUTPUT_LIMIT / 1024} КиБ и остановлена`,
    remedy: 'Сократите вывод программы.',
  }
}

/** Programs that did not obey. */
export function describeStubborn({ step, stubborn }: Ending & { readonly step: Step }): Problem[] {
  const { place, text } = step.action
  return stubborn.map((one) => ({
    place,
    fact: `${formatSurvivor(one)} из команды «${text}» не завершился ни по Ctrl+C, ни по SIGTERM`,
    remedy: 'Программа, которая ловит SIGTERM, должна по нему завершаться.',
  }))
}

/** Something that a scene left behind: a process, or a temporary file. */
export interface Leak extends Problem, Trail {}

export function describeLeft({ step, left }: Ending & { readonly step: Step }): Leak[] {
  const { place, text } = step.action
  return left.map((one) => ({
    place,
    fact: `команда «${text}» закончилась, но остался её ${formatSurvivor(one)}`,
    remedy: 'Завершайте дочерние процессы вместе с программой и дожидайтесь их.',
    pid: one.pid,
  }))
}

export function describeForgotten({ place }: Scene, files: readonly Leftover[]): Leak[] {
  return files.map(({ path, fact, remedy }) => ({
    place,
    fact: `после сцены ${fact}`,
    remedy,
    path,
  }))
}

export function describeOddCommand(
  { action: { place } }: Step,
  { name, meant }: { readonly name: string; readonly meant: string },
): Problem {
  const fact = `«${name}» — не имя программы: так она не запустится`
  return { place, fact, remedy: `Пишите: ${meant}.` }
}

export function describeUnknownProgram(step: Step, chapter: number, file: string): Problem {
  const { place } = step.action
  return {
    place,
    fact: `в главе ${chapter} нет программы ${file}`,
    remedy: `Проверьте номер главы и имя программы: \`${npmCommand('chapter', dirname(place.file))}\` их перечисляет.`,
  }
}
