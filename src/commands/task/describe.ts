import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { paint, reportProblems } from '../../cli/report.ts'
import type { AttemptCheck, AttemptResult, OwnStep, Said } from '../../course/attempt.ts'
import type { Place } from '../../course/types.ts'
import { ROOT } from '../../files/root.ts'

/** What came of an attempt, for the reader at his terminal. */
export function describeAttempt({ problems, checks }: AttemptResult): string {
  const types = problems.length === 0 ? [] : [reportProblems(problems), '']
  return [...types, ...checks.map(describeCheck)].join('\n')
}

function describeCheck(check: AttemptCheck): string {
  const { status, title, reason = '', duration } = check
  if (status === 'passed')
    return `${paint('green', '✓')} ${title} ${paint('dim', `${duration} мс`)}`
  if (status === 'skipped') return `– ${title} (${reason})`
  const parts = [
    describeLine(check.failedAt ?? check.place),
    ...describeReason(check),
    ...describeList('разговор', check.talk.map(describeSaid)),
    ...describeList('ваша программа', check.steps.map(describeStep)),
  ]
  return [`${paint('red', '✗')} ${title}`, ...parts.map(indent), ''].join('\n')
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ')
}

/** The line of the check that has failed, as the chapter has it. */
function describeLine({ file, line }: Place): string {
  return `${paint('cyan', `${file}:${line}`)}  ${readLine(file, line).trim()}`
}

function readLine(file: string, line: number): string {
  try {
    return readFileSync(resolve(file), 'utf8').split(/\r?\n/)[line - 1] ?? ''
  } catch {
    return ''
  }
}

function describeReason({ expected, received, reason = '' }: AttemptCheck): string[] {
  if (expected === undefined || received === undefined) return [paint('red', tidy(reason))]
  return [
    `ожидалось: ${paint('green', quote(expected))}`,
    `получено:  ${paint('red', quote(received))}`,
  ]
}

/** Where the compiled program lies is no news for its author, nor what the library does inside. */
function tidy(text: string): string {
  return text
    .replaceAll(`${ROOT}/`, '')
    .replaceAll(/^ +at .*\b(?:src\/socket\/|node:internal\/).*\n?/gm, '')
    .replaceAll(
      /(?:file:\/\/)?\S*?build\/attempts\/[^/\s]+\/[^/\s]+\/attempt-\d+\/([\w-]+)\.js/g,
      '$1.ts',
    )
    .replaceAll('file://', '')
}

function describeList(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:\n${indent(lines.join('\n'))}`]
}

function describeSaid({ kind, text = '', bytes = 0 }: Said): string {
  const told = bytes > text.length * 4 || text.length === 200 ? ` … (байтов: ${bytes})` : ''
  return {
    started: `запущена ${text}`,
    ran: `запущена ${text}`,
    connected: 'соединились',
    sent: `→ послано    ${quote(text)}${told}`,
    received: `← получено   ${quote(text)}${told}`,
    ended: '→ послан конец (FIN)',
    reset: '→ сброс (RST)',
    died: `программа закончилась сама: ${tidy(text).trimEnd().replaceAll('\n', '\n    ')}`,
  }[kind]
}

function describeStep({ place, call, bytes, code, text, waiting, times }: OwnStep): string {
  const where = paint('cyan', `${place.file}:${place.line}`)
  const what =
    call === 'print'
      ? `печатает ${quote(text ?? '')}`
      : `${call}()${describeEnd({ bytes, code, waiting })}`
  return `${where}  ${what}${times > 1 ? `  ×${times}` : ''}`
}

function describeEnd({
  bytes,
  code,
  waiting,
}: Partial<Record<'bytes' | 'code' | 'waiting', unknown>>) {
  if (waiting === true) return ' — ждёт до сих пор'
  if (code !== undefined) return ` → ${code}`
  return bytes === undefined ? '' : ` → байтов: ${bytes}`
}

function quote(text: string): string {
  return text.includes('\n') || text !== text.trim() || text === '' ? JSON.stringify(text) : text
}
