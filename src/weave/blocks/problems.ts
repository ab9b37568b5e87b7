import type { Problem } from '../../course/types.ts'
import { type Html, html } from '../html.ts'
import type { Prose } from '../prose/prose.ts'
import type { Setting } from '../setting.ts'

/** The text with each problem shown under what stands at its line; at the very top if nothing does. */
export function placeProblems(prose: Prose, problems: readonly Problem[], setting: Setting): Prose {
  const tokens = [...prose.tokens]
  const last = [...problems].sort((a, b) => b.place.line - a.place.line)
  for (const problem of last) {
    const index = findEnd(prose.tokens, problem.place.line)
    tokens.splice(index, 0, createToken(prose, renderProblem(problem, setting)))
  }
  return { ...prose, tokens }
}

function renderProblem({ place, fact, remedy }: Problem, setting: Setting): Html {
  return html`<div class="problem" role="alert" id="${setting.anchor(`_problem-${place.line}`)}"><p><b>${place.file}:${place.line}:${place.column}</b> ${fact}</p>
<p>${remedy}</p></div>\n`
}

type Token = Prose['tokens'][number]

/** After the outermost piece of text that begins at this line or before it. */
function findEnd(tokens: readonly Token[], line: number): number {
  const begun = tokens.findLastIndex(
    ({ level, map, nesting }) => level === 0 && nesting >= 0 && map != null && map[0] < line,
  )
  if (begun === -1) return 0
  const ends = tokens.findIndex(
    ({ level, nesting }, i) => i >= begun && level === 0 && nesting <= 0,
  )
  return ends === -1 ? tokens.length : ends + 1
}

/** A piece of ready HTML among the tokens. */
function createToken({ tokens }: Prose, { html: content }: Html): Token {
  const [model] = tokens
  const token = Object.create(Object.getPrototypeOf(model ?? {})) as Token
  return Object.assign(token, { type: 'html_block', level: 0, nesting: 0, map: null, content })
}
