import {
  isMap,
  isScalar,
  LineCounter,
  type Pair,
  type ParsedNode,
  parseDocument,
  type YAMLParseError,
} from 'yaml'
import type { Claim, Place, Problem, Term, Verdict } from './types.ts'

interface FrontMatter {
  readonly part?: string
  readonly summary?: string
  /** How long the core path may take; the cover says it for all chapters. */
  readonly minutes?: number
  /** Of a cover: where the course is kept, an address. */
  readonly repository?: string
  /** Of a cover: on which terms it is given. */
  readonly license?: string
  readonly claims: readonly Claim[]
  readonly terms: readonly Term[]
}

const NOTHING: FrontMatter = { claims: [], terms: [] }

/** Takes the YAML block off the top; blank lines stay in its place, so that lines keep their numbers. */
export function parseFrontMatter(
  text: string,
  file: string,
): { front: FrontMatter; body: string; problems: Problem[] } {
  const lines = text.split('\n')
  if (lines[0]?.trimEnd() !== '---') {
    return { front: NOTHING, body: text, problems: findSunk(lines, file) }
  }
  const end = lines.findIndex((line, index) => index > 0 && /^---\s*$/.test(line))
  if (end === -1) {
    const place = { file, line: 1, column: 1 }
    const fact = 'шапка главы не закрыта'
    return {
      front: NOTHING,
      body: text,
      problems: [{ place, fact, remedy: 'Закройте её строкой ---.' }],
    }
  }
  const { front, problems } = readYaml(lines.slice(1, end).join('\n'), file)
  const body = [...lines.slice(0, end + 1).map(() => ''), ...lines.slice(end + 1)].join('\n')
  return { front, body, problems }
}

/** Front matter that does not begin the file: Markdown would make a line and a heading of it. */
function findSunk(lines: readonly string[], file: string): Problem[] {
  const first = lines.findIndex((line) => line.trim() !== '')
  if (lines[first]?.trimEnd() !== '---' || !/^\w+:/.test(lines[first + 1] ?? '')) return []
  const place = { file, line: first + 1, column: 1 }
  const fact = 'шапка главы стоит не в первой строке файла'
  return [{ place, fact, remedy: 'Уберите пустые строки над ней.' }]
}

function readYaml(yaml: string, file: string): { front: FrontMatter; problems: Problem[] } {
  const counter = new LineCounter()
  // Compared as they are written: to YAML 1.1 and 1.10 are one number.
  const uniqueKeys = (a: ParsedNode, b: ParsedNode) =>
    isScalar(a) && isScalar(b) && a.source === b.source
  const document = parseDocument(yaml, { lineCounter: counter, uniqueKeys })
  const at = (offset: number): Place => {
    const { line, col } = counter.linePos(offset)
    return { file, line: line + 1, column: col }
  }
  const error = document.errors[0]
  if (error !== undefined) return { front: NOTHING, problems: [describeError(error, at)] }
  if (document.contents === null) return { front: NOTHING, problems: [] }
  if (!isMap(document.contents)) {
    return { front: NOTHING, problems: [complain(at(0), 'шапка главы — не список ключей')] }
  }
  const pairs = document.contents.items.map((pair) => readPair(pair, at))
  const front = Object.assign({}, NOTHING, ...pairs.map((pair) => pair.front))
  return { front, problems: pairs.flatMap((pair) => pair.problems) }
}

function describeError({ code, pos }: YAMLParseError, at: (offset: number) => Place): Problem {
  const [reason, remedy] = REASONS[code] ?? ['непонятная запись', undefined]
  const known = complain(at(pos[0]), `шапка главы не читается как YAML: ${reason}`)
  return remedy === undefined ? known : { ...known, remedy }
}

const QUOTE = 'Возьмите значение в кавычки: summary: "Кто ждёт: и кого".'

/** What authors do wrong; the parser itself tells of it in English. */
const REASONS: Readonly<Record<string, readonly [reason: string, remedy?: string]>> = {
  BLOCK_AS_IMPLICIT_KEY: ['в значении стоит двоеточие с пробелом', QUOTE],
  BAD_SCALAR_START: ['значение начинается со знака, который в YAML служебный', QUOTE],
  BAD_ALIAS: ['значение начинается со звёздочки, а она в YAML служебная', QUOTE],
  BAD_DQ_ESCAPE: ['в двойных кавычках обратная черта', 'Возьмите значение в одинарные кавычки.'],
  MISSING_CHAR: ['не хватает знака: кавычки, скобки или двоеточия'],
  MULTILINE_IMPLICIT_KEY: ['ключ без значения или значение на несколько строк', QUOTE],
  DUPLICATE_KEY: ['один ключ стоит дважды', 'Оставьте один.'],
  BAD_INDENT: ['строка сдвинута не так, как соседние', 'Выровняйте отступы пробелами.'],
  TAB_AS_INDENT: ['отступ сделан табуляцией', 'Сделайте его пробелами.'],
  UNEXPECTED_TOKEN: ['здесь лишний знак', QUOTE],
}

interface ReadPair {
  readonly front: Partial<FrontMatter>
  readonly problems: readonly Problem[]
}

function readPair({ key, value }: Pair, at: (offset: number) => Place): ReadPair {
  const place = at(isScalar(key) ? (key.range?.[0] ?? 0) : 0)
  const name = isScalar(key) ? String(key.value) : ''
  const known = ['claims', 'terms', 'part', 'summary', 'minutes', 'repository', 'license'].includes(
    name,
  )
  if (known && (value === null || (isScalar(value) && value.value === null))) {
    const fact = `после «${name}:» в шапке главы пусто`
    return fail({ ...complain(place, fact), remedy: 'Впишите значение или уберите эту строку.' })
  }
  if (name === 'claims') return readClaims(value, place, at)
  if (name === 'terms') return readTerms(value, place, at)
  if (name === 'minutes') return readMinutes(value, place)
  if (!known) {
    return fail({
      ...complain(place, `незнакомый ключ «${name}» в шапке`),
      remedy:
        'В шапке главы бывают part, summary, claims, terms; обложки — license, repository, minutes.',
    })
  }
  if (!isScalar(value) || typeof value.value !== 'string') {
    return fail(complain(place, `«${name}» в шапке главы — не строка`))
  }
  if (name === 'repository' && !isAddress(value.value)) {
    return fail({
      ...complain(place, '«repository» в шапке — не адрес репозитория'),
      remedy: 'Пишите адрес целиком: repository: https://github.com/имя/курс/tree/main/chapters.',
    })
  }
  return { front: { [name]: value.value }, problems: [] }
}

/** Links are made of it: the parts of an address must be such, too. */
function isAddress(text: string): boolean {
  return (
    /^https?:\/\/[^/\s]+\/[^\s]/.test(text) && URL.canParse(text) && !/\p{Surrogate}/u.test(text)
  )
}

function readMinutes(value: unknown, place: Place): ReadPair {
  const minutes = isScalar(value) ? value.value : undefined
  if (Number.isInteger(minutes) && Number(minutes) > 0)
    return { front: { minutes: Number(minutes) }, problems: [] }
  return fail({
    ...complain(place, '«minutes» в шапке — не целое число минут'),
    remedy: 'Пишите, сколько минут может занять основной путь главы: minutes: 25.',
  })
}

/** `О, история — что говорят` */
const CLAIM = /^(\S)(, история)?(?:\s+—\s+(.+))?$/s

/** Numbers are read as they are written: to YAML 1.10 is 1.1. */
function readClaims(value: unknown, place: Place, at: (offset: number) => Place): ReadPair {
  if (!isMap(value)) return fail(complain(place, '«claims» в шапке главы — не список'))
  const read = value.items.map(({ key, value: verdict }) => {
    const number = isScalar(key) ? (key.source ?? '') : ''
    const where = isScalar(key) ? at(key.range?.[0] ?? 0) : place
    const word = isScalar(verdict) ? verdict.value : undefined
    const [, letter, mark, text] = CLAIM.exec(String(word)) ?? []
    const known = VERDICTS.find((one) => one === letter)
    const said = text === undefined ? {} : { text }
    if (mark !== undefined && (known === 'В' || known === 'Н'))
      return { problem: describePast(known, where) }
    return /^\d+\.\d+$/.test(number) && known !== undefined
      ? { number, verdict: known, ...said, history: mark !== undefined, place: where }
      : { problem: complain(where, 'непонятное утверждение в шапке главы') }
  })
  return {
    front: { claims: read.flatMap((claim) => ('problem' in claim ? [] : [claim])) },
    problems: read.flatMap((claim) => ('problem' in claim ? [claim.problem] : [])),
  }
}

/** What no experiment settles nobody has found to be right or wrong. */
function describePast(verdict: Verdict, place: Place): Problem {
  const fact = `приговор «${verdict}, история» вынесен без проверки`
  const remedy = `Пишите «О, история — …», если опытом это не решить, а если решить — «${verdict} — …» и проверку.`
  return { place, fact, remedy }
}

function readTerms(value: unknown, place: Place, at: (offset: number) => Place): ReadPair {
  if (!isMap(value)) return fail(complain(place, '«terms» в шапке главы — не список'))
  const read = value.items.map(({ key, value: meaning }) => {
    const where = isScalar(key) ? at(key.range?.[0] ?? 0) : place
    const word = isScalar(key) ? key.value : undefined
    const text = isScalar(meaning) ? meaning.value : undefined
    return typeof word === 'string' && typeof text === 'string'
      ? { word, meaning: text, place: where }
      : { problem: complain(where, 'непонятное слово в шапке главы') }
  })
  return {
    front: { terms: read.flatMap((term) => ('problem' in term ? [] : [term])) },
    problems: read.flatMap((term) => ('problem' in term ? [term.problem] : [])),
  }
}

const VERDICTS: readonly Verdict[] = ['В', 'О', 'Н']

function fail(problem: Problem): ReadPair {
  return { front: {}, problems: [problem] }
}

function complain(place: Place, fact: string): Problem {
  const remedy =
    'В шапке бывают строки part и summary (сложные — в кавычках), claims: «  1.15: Н — что говорят», где В — верно, О — с оговоркой, Н — неверно, и terms: «  датаграмма: что это такое».'
  return { place, fact, remedy }
}
