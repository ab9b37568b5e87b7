import { parseConsole } from '../console.ts'
import type { Problem } from '../types.ts'
import type { Common, FenceKind, Keys, Read } from './kind.ts'

/** A part of one terminal of a scene. */
export const CONSOLE: FenceKind = {
  keys: ['scene', 'terminal', 'exit', 'limit', 'unordered', 'tolerance', 'picture'],
  read,
}

function read(keys: Keys, common: Common): Read {
  const problems: Problem[] = []
  const readKey = (name: string, pattern: RegExp, example: string): string | undefined => {
    const key = keys.get(name)
    if (key === undefined || (key.value !== undefined && pattern.test(key.value))) return key?.value
    const fact = `непонятное значение ключа «${name}»`
    problems.push({ place: key.place, fact, remedy: `Пишите, например, ${name}=${example}.` })
    return undefined
  }
  const scene = readKey('scene', /^(?!line-)[a-z0-9-]+$/, 'chat')
  const terminal = readKey('terminal', /^[1-9]$/, '1')
  const exit = readKey('exit', /^(\d{1,2}|1\d\d|2[0-4]\d|25[0-5])$/, '1')
  const limit = readKey('limit', /^[1-9]\d{0,2}$/, '20')
  const tolerance = readKey('tolerance', /^\d{1,3}%$/, '20%')
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
