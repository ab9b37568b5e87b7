declare module 'markdown-it-container' {
  import type { MarkdownIt } from 'markdown-it'

  const plugin: (markdown: MarkdownIt, name: string) => void
  export default plugin
}
