import { describeSystem, readSystem } from '../../course/system.ts'
import type { Visit } from './visit.ts'

const HEAD = [
  '| папка | знаков в пути | кто | окружение | итог | секунд |',
  '|---|---|---|---|---|---|',
]
const ENVIRONMENTS = { own: 'как есть', empty: 'пустое', large: 'огромное' }

/**
 * The result as a page of Markdown, a row for each place.
 * @param before the page as it was: its rows for places that were not visited now stay
 */
export function describeVisits(visits: readonly Visit[], command: string, before = ''): string {
  const fresh = new Map(visits.map((visit) => [visit.home.name, describeRow(visit)]))
  const old = before.split('\n').filter((line) => line.startsWith('| ') && line !== HEAD[0])
  const kept = old.filter((row) => !fresh.has(row.split('|')[1]?.trim() ?? ''))
  return `# Курс в любой папке, у любого пользователя

\`${command}\` в свежей копии хранилища. Последний прогон: ${describeSystem(readSystem())}.

${[...HEAD, ...kept, ...fresh.values()].join('\n')}
`
}

function describeRow({ home, length, user, holds, duration }: Visit): string {
  const { name, environment } = home
  const cells = [name, length, user, ENVIRONMENTS[environment], holds ? 'верно всё' : 'краснеет']
  return `| ${[...cells, duration].join(' | ')} |`
}
