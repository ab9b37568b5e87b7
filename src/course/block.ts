import { parseConsole } from './console.ts'
import { DATA_LANGUAGES, isDataName } from './data-file.ts'
import type { FenceInfo, FenceKey } from './fence.ts'
import { findIdleCommand, judgeLanguage } from './fence-language.ts'
import { findNamedPrograms } from './named-programs.ts'
import type { Block, Place, Problem } from './types.ts'

interface Common {
  readonly chapter: string
  readonly place: Place
  readonly lines: readonly string[]
}

type Read = { readonly block: Block } | { readonly problems: Problem[] }

/** Which keys each language knows; a language that is not here is shown and never run. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  ts: ['file', 'diff', 'check', 'error', 'task', 'solution'],
  console: ['scene', 'terminal', 'exit', 'limit', 'unordered', 'tolerance', 'picture'],
  diff: ['mutant', 'breaks', 'file'],
  ...Object.fromEntries([...DATA_LANGUAGES].map((language) => [language, ['file']])),
}

/** Keys that are said or not said: they have no value. */
const FLAGS = new Set(['check', 'unordered', 'picture'])

/** What a fence means: the table of the chapter format. */
export function readBlock(info: FenceInfo, common: Common): Read {
  const { keys } = info
  const language = info.language.toLowerCase()
  const refused = judgeLanguage(info.language)
  if (refused !== undefined) return { problems: [{ place: common.place, ...refused }] }
  const unknown = [...keys.values()].filter((key) => !KEYS[language]?.includes(key.name))
  if (unknown.length > 0) return { problems: unknown.map((key) => describeUnknown(key, language)) }
  const valued = [...keys.values()].filter((k) => FLAGS.has(k.name) && k.value !== undefined)
  if (valued.length > 0) return { problems: valued.map(describeValued) }
  if (language === 'ts') return readTypeScript(keys, common)
  if (language === 'console') return readConsole(keys, common)
  if (language === 'matrix') return readMatrix(common)
  if (language === 'diff' && keys.size > 0) return readMutant(keys, common)
  return readShown(language, keys, common)
}

function describeValued({ name, place }: FenceKey): Problem {
  const remedy = `Оставьте одно слово ${name} или уберите ключ вовсе.`
  return { place, fact: `у ключа «${name}» не бывает значения`, remedy }
}

function describeUnknown({ name, place }: FenceKey, language: string): Problem {
  const known = KEYS[language]
  const remedy =
    known === undefined
      ? `Блоки «${language}» только показываются; ключей у них нет.`
      : `Блок ${language} знает: ${known.join(', ')}.`
  return { place, fact: `незнакомый ключ «${name}»`, remedy }
}

function readTypeScript(keys: FenceInfo['keys'], common: Common): Read {
  const [file, diff, check, error] = ['file', 'diff', 'check', 'error'].map((k) => keys.get(k))
  const [task, solution] = [keys.get('task'), keys.get('solution')]
  const given = [file, check, error, solution].filter((key) => key !== undefined)
  if (given.length !== 1) {
    const fact = given.length === 0 ? 'блок ts без ключа' : 'блок ts с несколькими назначениями'
    return fail(common.place, fact, 'Выберите одно: file=имя.ts, check, error=код или solution=1.')
  }
  const unnumbered = [task, solution].find((key) => key && !/^[1-9]$/.test(key.value ?? ''))
  if (unnumbered !== undefined) {
    return fail(unnumbered.place, 'задача без номера', 'Пишите task=1 и solution=1.')
  }
  if (diff !== undefined && file === undefined) {
    return fail(diff.place, 'diff= стоит без file=', 'Пишите ts file=копия.ts diff=образец.ts.')
  }
  const ofTask = task === undefined ? {} : { task: Number(task.value) }
  if (check !== undefined) return { block: { kind: 'check', ...ofTask, ...common } }
  if (task !== undefined && file === undefined) {
    return fail(task.place, 'task= стоит без file= и check', 'Пишите ts task=1 file=имя.ts.')
  }
  if (solution !== undefined) {
    return { block: { kind: 'solution', task: Number(solution.value), ...common } }
  }
  if (error !== undefined) return readError(error, common)
  if (file !== undefined && !isProgramName(file.value)) return { problems: [describeName(file)] }
  if (diff !== undefined && !isOriginal(diff.value)) return { problems: [describeOriginal(diff)] }
  const copy = diff?.value === undefined ? {} : { diff: diff.value }
  return { block: { kind: 'program', file: file?.value ?? '', ...copy, ...ofTask, ...common } }
}

function isProgramName(value: string | undefined): boolean {
  return value !== undefined && /^[a-z0-9][a-z0-9-]{0,99}\.ts$/.test(value)
}

/** A changed copy may be of an earlier chapter's program. */
function isOriginal(value = ''): boolean {
  return isProgramName(value) || findNamedPrograms(`'${value}'`)[0]?.text === value
}

function describeOriginal(key: FenceKey): Problem {
  const { value = '', place } = key
  if (!value.includes('/')) return describeName(key)
  const fact = `«${value}» не годится в имя образца`
  return { place, fact, remedy: 'Пишите diff=server.ts или diff=../05-глава/server.ts.' }
}

function describeName({ value = '', place }: FenceKey): Problem {
  const fact = `«${value}» не годится в имя программы`
  return {
    place,
    fact,
    remedy: 'Имя – латиница, цифры и дефис, до 100 знаков, без папок: server.ts.',
  }
}

function readError(key: FenceKey, common: Common): Read {
  const codes = (key.value ?? '').split(',')
  if (!codes.every((code) => /^\d+$/.test(code))) {
    return fail(key.place, 'error= без кодов ошибок', 'Пишите код компилятора: ts error=2322.')
  }
  return { block: { kind: 'error', codes: codes.map(Number), ...common } }
}

function readConsole(keys: FenceInfo['keys'], common: Common): Read {
  const problems: Problem[] = []
  const read = (name: string, pattern: RegExp, example: string): string | undefined => {
    const key = keys.get(name)
    if (key === undefined || (key.value !== undefined && pattern.test(key.value))) return key?.value
    const fact = `непонятное значение ключа «${name}»`
    problems.push({ place: key.place, fact, remedy: `Пишите, например, ${name}=${example}.` })
    return undefined
  }
  const scene = read('scene', /^(?!line-)[a-z0-9-]+$/, 'chat')
  const terminal = read('terminal', /^[1-9]$/, '1')
  const exit = read('exit', /^(\d{1,2}|1\d\d|2[0-4]\d|25[0-5])$/, '1')
  const limit = read('limit', /^[1-9]\d{0,2}$/, '20')
  const tolerance = read('tolerance', /^\d{1,3}%$/, '20%')
  if (keys.has('scene') !== keys.has('terminal')) {
    const fact = 'scene= и terminal= стоят порознь'
    problems.push({ place: common.place, fact, remedy: 'Пишите оба: scene=chat terminal=1.' })
  }
  if (problems.length > 0) return { problems }
  return {
    block: {
      kind: 'console',
      ...common,
      ...(scene === undefined ? {} : { scene }),
      ...(terminal === undefined ? {} : { terminal: Number(terminal) }),
      exit: Number(exit ?? 0),
      ...(limit === undefined ? {} : { limit: Number(limit) }),
      unordered: keys.has('unordered'),
      picture: keys.has('picture'),
      ...(tolerance === undefined ? {} : { tolerance: Number.parseInt(tolerance, 10) / 100 }),
      items: parseConsole(common.lines, common.place),
    },
  }
}

function readMutant(keys: FenceInfo['keys'], common: Common): Read {
  const mutant = keys.get('mutant')
  const name = mutant?.value ?? ''
  const breaks = (keys.get('breaks')?.value ?? '').split(';').map((title) => title.trim())
  if (mutant !== undefined && name !== '' && !/^[a-z0-9-]{1,100}$/.test(name)) {
    const remedy = 'Имя – строчная латиница, цифры и дефис, до 100 знаков: mutant=no-answer.'
    return fail(mutant.place, `«${name}» не годится в имя поломки`, remedy)
  }
  if (name === '' || breaks.includes('')) {
    const remedy = 'Пишите diff mutant=имя breaks="название проверки; ещё одно".'
    return fail(common.place, 'поломке нужны имя и проверки, которые она ломает', remedy)
  }
  const file = keys.get('file')
  if (file !== undefined && !isProgramName(file.value)) return { problems: [describeName(file)] }
  const target = file?.value === undefined ? {} : { file: file.value }
  return { block: { kind: 'mutant', name, breaks, ...target, ...common } }
}

function readMatrix(common: Common): Read {
  if (common.lines.every((line) => line.trim() === ''))
    return { block: { kind: 'matrix', ...common } }
  const remedy = 'Оставьте его пустым: таблицу «серверы и помехи» страница составит сама.'
  return fail(common.place, 'блок matrix не пуст', remedy)
}

/** Shown and never run; with `file=` it is a file that lies beside the chapter's programs. */
function readShown(language: string, keys: FenceInfo['keys'], common: Common): Read {
  const { place, lines } = common
  const idle = findIdleCommand(language, lines)
  if (idle !== -1) {
    const at = { ...place, line: place.line + 1 + idle }
    const remedy = 'Пишите console; если это не для запуска, уберите «$».'
    return fail(at, 'терминал, который никто не запускает', remedy)
  }
  const file = keys.get('file')
  if (file === undefined) return { block: { kind: 'shown', language, ...common } }
  if (isDataName(file.value))
    return { block: { kind: 'shown', language, file: file.value, ...common } }
  const remedy = 'Имя – латиница, цифры и дефис, с расширением и без папок: request.txt.'
  return fail(file.place, `«${file.value ?? ''}» не годится в имя файла`, remedy)
}

function fail(place: Place, fact: string, remedy: string): Read {
  return { problems: [{ place, fact, remedy }] }
}
