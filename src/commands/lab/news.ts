import type { SceneResult } from '../../course/evidence.ts'
import type { Trace } from '../../course/trace.ts'
import type { Told } from '../../live/run.ts'
import { renderPicture } from '../../weave/picture/picture.ts'
import type { Outcome, Reply } from './reply.ts'

/** What a live run tells, for its page. */
export function describeNews(run: string, news: Told): Reply {
  switch (news.kind) {
    case 'line':
      return { ...news, is: 'line', run }
    case 'output':
      return { ...news, is: 'output', run }
    case 'ended':
      return { ...news, is: 'ended', run }
    case 'limit':
      return { is: 'limit', run, what: news.what }
    case 'played':
      return { is: 'over', run, outcome: describeResult(news.result, run) }
    case 'improvised':
      return { is: 'over', run, outcome: { problems: [], ...drawPicture(news.trace, run) } }
    case 'stopped':
      return { is: 'over', run, outcome: { problems: ['остановлено'] } }
  }
}

/** Whether it is the last that a run tells. */
export function isLast({ kind }: Told): boolean {
  return kind === 'played' || kind === 'improvised' || kind === 'stopped' || kind === 'limit'
}

function describeResult({ problems, trace, missing }: SceneResult, run: string): Outcome {
  if (missing !== undefined) return { problems: [`здесь нет ${missing}`] }
  const told = problems.map(({ place, fact }) => `строка ${place.line} главы: ${fact}`)
  return { problems: told, ...drawPicture(trace, run) }
}

function drawPicture(trace: Trace | undefined, run: string): Pick<Outcome, 'picture'> {
  if (trace === undefined) return {}
  const picture = renderPicture(trace, `picture-${run}`).html
  return picture === '' ? {} : { picture }
}
