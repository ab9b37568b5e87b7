import type { AttemptCheck, AttemptResult, OwnStep, Said } from '../../src/course/attempt.ts'
import type { Problem } from '../../src/course/types.ts'
import { make } from './elements.ts'

/** What came of an attempt: what the compiler says, then each check; what it wanted and what it got. */
export function showAttempt({ problems, checks }: AttemptResult): HTMLElement {
  const types = problems.map((problem) =>
    make('li', { className: 'failed' }, describeProblem(problem)),
  )
  return make('ul', { className: 'results' }, ...types, ...checks.map(showCheck))
}

export function describeProblem({ place, fact }: Problem): string {
  return `строка ${place.line}: ${fact}`
}

export function showCheck(check: AttemptCheck): HTMLElement {
  const { status, title, reason = '' } = check
  if (status === 'passed') return make('li', { className: 'passed' }, title)
  if (status === 'skipped') return make('li', { className: 'skipped' }, `${title} (${reason})`)
  const parts = [
    ...describeReason(check),
    ...describeList('Разговор', check.talk.map(describeSaid)),
    ...describeList('Ваша программа', check.steps.map(describeStep)),
  ]
  return make(
    'li',
    { className: 'failed' },
    title,
    make('pre', { className: 'message', tabIndex: 0 }, parts.join('\n')),
  )
}

function describeReason({ expected, received, reason = '' }: AttemptCheck): string[] {
  if (expected === undefined || received === undefined) return [reason]
  return [`ожидалось: ${quote(expected)}`, `получено:  ${quote(received)}`]
}

function describeList(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)]
}

function describeSaid({ kind, text = '' }: Said): string {
  return {
    started: `запущена ${text}`,
    ran: `запущена ${text}`,
    connected: 'соединились',
    sent: `→ послано ${quote(text)}`,
    received: `← получено ${quote(text)}`,
    ended: '→ послан конец (FIN)',
    reset: '→ сброс (RST)',
    died: `программа закончилась сама: ${text}`,
  }[kind]
}

function describeStep({ place, call, bytes, code, text, waiting, times }: OwnStep): string {
  const end = waiting
    ? ' – ждёт до сих пор'
    : code
      ? ` → ${code}`
      : bytes === undefined
        ? ''
        : ` → байтов: ${bytes}`
  const what = call === 'print' ? `печатает ${quote(text ?? '')}` : `${call}()${end}`
  return `строка ${place.line}: ${what}${times > 1 ? ` ×${times}` : ''}`
}

function quote(text: string): string {
  return text.includes('\n') || text !== text.trim() || text === '' ? JSON.stringify(text) : text
}
