import createParser, { type MarkdownIt } from 'markdown-it'
import footnote from 'markdown-it-footnote'
import { useAdmonitions } from './admonitions.ts'
import { useContainers } from './containers.ts'

/**
 * A parser of the Markdown that chapters are written in.
 * @param html whether tags are read as such: to find them
 */
export function createMarkdown(html: boolean): MarkdownIt {
  const markdown = createParser({ html })
  markdown.use(footnote)
  useContainers(markdown)
  useAdmonitions(markdown)
  return markdown
}
