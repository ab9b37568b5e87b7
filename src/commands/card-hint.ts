import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CARD } from '../weave/pages/layout.ts'

/** What the author should know of the course's picture: it is named by a whole address or not at all. */
export function describeCard(chapters: string, base: string | undefined): string {
  if (!existsSync(join(chapters, CARD)) || /^https?:/.test(base ?? '')) return ''
  return `${CARD} другие сайты у ссылки не покажут: им нужен полный адрес. Задайте его: --base https://….\n`
}
