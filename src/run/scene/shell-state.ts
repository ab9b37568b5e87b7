import type { Problem, Scene } from '../../course/types.ts'
import { type OwnCommand, readOwnCommands } from '../process/own-commands.ts'
import { parseScripts, type Step } from './script.ts'

/**
 * Lines after which the reader's shell is another one, and the scene's is not: each line of a scene
 * has a shell of its own, so that the next line would do here what it does not do there.
 */
export function findLostState(scene: Scene): Problem[] {
  return parseScripts(scene).flatMap(({ steps }) => {
    const commands = steps.filter(({ action }) => action.kind === 'command')
    return commands.flatMap((step, index) => {
      const next = commands[index + 1]
      const lost = next === undefined ? [] : judge(step, commands.slice(index + 1))
      return index === 0 ? lost : [...lost, ...findOldStatus(step)]
    })
  })
}

function judge(step: Step, following: readonly Step[]): Problem[] {
  const text = step.action.text
  const place = step.action.place
  const own = readOwnCommands(text)
  const leaving = own.find((one) => isLeaving(one))
  if (leaving !== undefined) {
    const fact = `после «${nameCommand(leaving)}» у читателя нет уже и оболочки, а под этой строкой стоит ещё команда`
    const remedy = `Возьмите её в скобки: «(${text})», — или поставьте последней в терминале.`
    return [{ place, fact, remedy }]
  }
  const changing = own.find((one) => changesState(one) || setsNamed(one, following))
  if (changing === undefined) return []
  const fact = `«${nameCommand(changing)}» меняет саму оболочку, а у каждой строки «$» она своя: следующая об этом не узнает, хотя у читателя узнала бы`
  const remedy = `Пишите одной строкой: «cd /tmp && pwd»; а чтобы менялось только здесь — в скобках: «(${text})».`
  return [{ place, fact, remedy }]
}

/** `$?` at the start of a line tells of the line before, and here there was none. */
function findOldStatus({ action: { text, place } }: Step): Problem[] {
  const [first] = text.replace(/'[^']*'/g, '_').split(/[;|&]/, 1)
  const [found] = /\$[?!]|\$\{[?!]\}/.exec(first ?? '') ?? []
  if (found === undefined) return []
  const fact = `«${found}» говорит о прежней строке, а у каждой строки «$» оболочка своя`
  return [{ place, fact, remedy: 'Пишите одной строкой: «команда; echo $?».' }]
}

const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/

/** The command proper: without what is set for it alone, and without `command` before it. */
function strip({ words }: OwnCommand): readonly string[] {
  const first = words.findIndex((word) => !ASSIGNMENT.test(word))
  const bare = first === -1 ? [] : words.slice(first).map(unquote)
  if (bare[0] !== 'command' && bare[0] !== 'builtin') return bare
  // `command -v cd` only asks.
  return bare[1]?.startsWith('-') && bare[1] !== '-p' ? [] : bare.slice(bare[1] === '-p' ? 2 : 1)
}

/** A builtin's name may be quoted or escaped: it is the same builtin. */
function unquote(word: string): string {
  return word.replace(/["'\\]/g, '')
}

function nameCommand({ words }: OwnCommand): string {
  const [name = '', ...rest] = words
  return rest[0] === '()' ? `${name}()` : words.slice(0, 2).join(' ') || name
}

function isLeaving(command: OwnCommand): boolean {
  const [name = ''] = strip(command)
  return name === 'exit' || name === 'exec' || name === 'logout'
}

/** Of most only to be called with something to change changes anything: without, they print. */
const CHANGING: Readonly<Record<string, (given: readonly string[]) => boolean>> = {
  cd: () => true,
  pushd: () => true,
  popd: () => true,
  '.': () => true,
  source: () => true,
  eval: () => true,
  shift: () => true,
  read: () => true,
  getopts: () => true,
  function: () => true,
  export: (given) => given.some((word) => word !== '-p'),
  readonly: (given) => given.some((word) => word !== '-p'),
  unset: (given) => given.length > 0,
  unalias: (given) => given.length > 0,
  alias: (given) => given.some((word) => word.includes('=')),
  set: (given) => given.length > 1 || (given.length === 1 && !/^[-+]o$/.test(given[0] ?? '')),
  trap: (given) => given.length > 0 && !/^-[lp]$/.test(given[0] ?? ''),
  umask: (given) => given.some((word) => !word.startsWith('-')),
  ulimit: (given) => given.some((word) => !word.startsWith('-')),
}

function changesState(command: OwnCommand): boolean {
  const { words } = command
  // `X=1 :` keeps it: what is set before a special built-in stays (POSIX, 2.14).
  const [name, ...given] = strip(command)
  if (name === undefined || name === ':') return ASSIGNMENT.test(words[0] ?? '')
  if (words[1] === '()') return true
  return Object.hasOwn(CHANGING, name) && CHANGING[name]?.(given) === true
}

/** The variable of a loop stays too, and is seldom asked for. */
function setsNamed({ words: [word, name] }: OwnCommand, following: readonly Step[]): boolean {
  if (word !== 'for' || name === undefined) return false
  const used = new RegExp(`\\$\\{?${name.replace(/\W/g, '')}\\b`)
  return following.some(({ action }) => used.test(action.text))
}
