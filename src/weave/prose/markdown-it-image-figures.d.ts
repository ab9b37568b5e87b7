declare module 'markdown-it-image-figures' {
  import type { MarkdownIt } from 'markdown-it'

  const plugin: (markdown: MarkdownIt, options: { readonly figcaption: 'title' }) => void
  export default plugin
}
