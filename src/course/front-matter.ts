import { isMap, isScalar, LineCounter, type Pair, parseDocument } from 'yaml'
import type { Place, Problem } from './types.ts'

export interface FrontMatter {
  readonly part?: string
  readonly summary?: string
}

/** Takes the YAML block off the top; blank lines stay in its place, so that lines keep their numbers. */
export function parseFrontMatter(
  text: string,
  file: string,
): { front: FrontMatter; body: string; problems: Problem[] } {
  const lines = text.split('\n')
  if (lines[0]?.trimEnd() !== '---') return { front: {}, body: text, problems: [] }
  const end = lines.findIndex((line, index) => index > 0 && /^---\s*$/.test(line))
  if (end === -1) {
    const place = { file, line: 1, column: 1 }
    const fact = 'шапка главы не закрыта'
    return {
      front: {},
      body: text,
      problems: [{ place, fact, remedy: 'Закройте её строкой ---.' }],
    }
  }
  const { front, problems } = readYaml(lines.slice(1, end).join('\n'), file)
  const body = [...lines.slice(0, end + 1).map(() => ''), ...lines.slice(end + 1)].join('\n')
  return { front, body, problems }
}

function readYaml(yaml: string, file: string): { front: FrontMatter; problems: Problem[] } {
  const counter = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: counter })
  const at = (offset: number): Place => {
    const { line, col } = counter.linePos(offset)
    return { file, line: line + 1, column: col }
  }
  const error = document.errors[0]
  if (error !== undefined) {
    const fact = `шапка главы не читается как YAML: ${error.message.split('\n')[0]}`
    return { front: {}, problems: [complain(at(error.pos[0]), fact)] }
  }
  if (document.contents === null) return { front: {}, problems: [] }
  if (!isMap(document.contents)) {
    return { front: {}, problems: [complain(at(0), 'шапка главы – не список ключей')] }
  }
  const front: Record<string, string> = {}
  const problems = document.contents.items.flatMap((pair) => readPair(pair, front, at))
  return { front, problems }
}

function readPair(
  { key, value }: Pair,
  front: Record<string, string>,
  at: (offset: number) => Place,
): Problem[] {
  const place = at(isScalar(key) ? (key.range?.[0] ?? 0) : 0)
  const name = isScalar(key) ? String(key.value) : ''
  if (name !== 'part' && name !== 'summary') {
    return [complain(place, `незнакомый ключ «${name}» в шапке главы`)]
  }
  if (!isScalar(value) || typeof value.value !== 'string') {
    return [complain(place, `«${name}» в шапке главы – не строка`)]
  }
  front[name] = value.value
  return []
}

function complain(place: Place, fact: string): Problem {
  const remedy = 'В шапке бывают только строки part и summary; сложные возьмите в кавычки.'
  return { place, fact, remedy }
}
