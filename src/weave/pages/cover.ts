import { COVER } from '../../course/load.ts'
import type { Course } from '../../course/types.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { parseProse, renderProse } from '../prose/prose.ts'
import { ALONE } from '../setting.ts'
import { findWorn, type Worn } from './worn.ts'

/** What the front page says of the course. */
export interface Cover {
  readonly title: string
  /** Its first paragraph, as plain text. */
  readonly description: string
  /** The same as the page shows it. */
  readonly lead: Html
  /** All that follows it. */
  readonly rest: Html
  readonly worn: Worn
  /** On which terms the course is given. */
  readonly license?: string
  /** Its file's name; absent where there is none. */
  readonly file?: string
}

/** A course without a `README.md` has no name of its own. */
const NAMELESS: Cover = { title: 'Курс', description: '', lead: NOTHING, rest: NOTHING, worn: {} }

/** The course's name and what it is, from the `README.md` of its folder. */
export function readCover({ cover }: Pick<Course, 'cover'>): Cover {
  if (cover === undefined) return NAMELESS
  const prose = parseProse(cover)
  const afterTitle = prose.tokens.slice(prose.tokens.findIndex(isTitleEnd) + 1)
  const isParagraph = afterTitle[0]?.type === 'paragraph_open'
  const [lead, rest] = isParagraph
    ? [afterTitle.slice(0, 3), afterTitle.slice(3)]
    : [[], afterTitle]
  lead[0]?.attrSet('class', 'lead')
  const render = (tokens: typeof rest) =>
    renderProse(
      { ...prose, tokens },
      { renderFence: (_, code) => html`<pre><code>${code}</code></pre>`, setting: ALONE },
    )
  const words = lead[1]?.children?.map(({ type, content }) =>
    type.endsWith('break') ? ' ' : content,
  )
  const description = (words ?? []).join('')
  const { title, license } = cover
  return {
    title,
    description,
    lead: render(lead),
    rest: render(rest),
    worn: findWorn(cover, undefined),
    file: COVER,
    ...(license === undefined ? {} : { license }),
  }
}

function isTitleEnd({ type, tag }: { readonly type: string; readonly tag: string }): boolean {
  return type === 'heading_close' && tag === 'h1'
}
