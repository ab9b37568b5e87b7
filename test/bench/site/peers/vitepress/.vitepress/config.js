export default {
  lang: 'ru',
  title: 'Курс',
  srcDir: 'chapters',
  outDir: 'out',
  themeConfig: { search: { provider: 'local' } },
}
