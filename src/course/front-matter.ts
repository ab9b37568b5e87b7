import { LineCounter, parseDocument } from 'yaml'
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
  const end =
    lines[0]?.trimEnd() === '---' ? lines.findIndex((l, i) => i > 0 && /^---\s*$/.test(l)) : -1
  if (end === -1) return { front: {}, body: text, problems: [] }
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
    return { front: {}, problems: [problem(at(error.pos[0]), fact)] }
  }
  const value: unknown = document.toJS() ?? {}
  if (typeof value !== 'object' || Array.isArray(value)) {
    return { front: {}, problems: [problem(at(0), 'шапка главы – не список ключей')] }
  }
  return readKeys(value as Record<string, unknown>, yaml, file)
}

function readKeys(
  value: Record<string, unknown>,
  yaml: string,
  file: string,
): { front: FrontMatter; problems: Problem[] } {
  const problems: Problem[] = []
  for (const [key, content] of Object.entries(value)) {
    const line = yaml.split('\n').findIndex((l) => l.startsWith(key)) + 2
    const place = { file, line, column: 1 }
    if (key !== 'part' && key !== 'summary') {
      problems.push(problem(place, `незнакомый ключ «${key}» в шапке главы`))
    } else if (typeof content !== 'string') {
      problems.push(problem(place, `«${key}» в шапке главы – не строка`))
    }
  }
  return { front: problems.length === 0 ? (value as FrontMatter) : {}, problems }
}

function problem(place: Place, fact: string): Problem {
  return { place, fact, remedy: 'В шапке бывают только строки part и summary.' }
}
