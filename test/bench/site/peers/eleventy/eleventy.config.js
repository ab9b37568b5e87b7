import { createHighlighter } from 'shiki'

// What the other generators give without asking: both themes, and a layout around each page.
export default async function (config) {
  const themes = { light: 'github-light-default', dark: 'github-dark-default' }
  const shiki = await createHighlighter({ themes: Object.values(themes), langs: ['ts'] })
  config.amendLibrary('md', (markdown) => {
    markdown.set({ highlight: (code) => shiki.codeToHtml(code, { lang: 'ts', themes }) })
  })
  config.addGlobalData('layout', 'page.html')
  return { dir: { input: 'chapters', includes: '../layouts', output: 'out' }, markdownTemplateEngine: false }
}
