/** Stands at the end of each served page: reloads it after a build, shows what is wrong. */
export const PAGE_SCRIPT = `
<script>
(() => {
  const box = document.createElement('pre')
  box.setAttribute('role', 'alert')
  box.style.cssText = 'position:fixed;inset:auto 0 0 0;margin:0;padding:1rem;max-height:50vh;' +
    'overflow:auto;background:#7f1d1d;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap;z-index:9'
  const events = new EventSource('/live')
  events.addEventListener('reload', () => location.reload())
  events.addEventListener('state', (event) => {
    box.textContent = JSON.parse(event.data)
    box.textContent === '' ? box.remove() : document.body.append(box)
  })
})()
</script>
`

/** The first page on a fresh machine, until there is a site. */
export function renderWaiting(problems: string): string {
  const state = problems === '' ? 'Главы запускаются и проверяются. Страница откроется сама.' : ''
  return `<!doctype html>
<html lang="ru">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Живые сокеты</title>
<body style="font:18px/1.6 system-ui;max-width:40rem;margin:20vh auto;padding:0 1rem">
<h1>Живые сокеты</h1>
<p>${state}</p>
`
}
