// Stands at the end of each page that `npm start` serves: changes the page in place when it has
// become another one; shows what a build is doing, and what is wrong with the course.
import { changePage } from './live/change.js'

const { page, version } = document.querySelector('script[data-page]').dataset
let shown = version

const box = document.createElement('div')
box.className = 'live'
box.id = '_live'
const stage = document.createElement('p')
stage.setAttribute('role', 'status')
const problems = document.createElement('pre')
problems.setAttribute('role', 'alert')
problems.tabIndex = 0
const jump = document.createElement('a')
jump.textContent = 'К месту ошибки'
document.body.append(box)

function show(element, text) {
  element.textContent = text
  if (text === '') element.remove()
  else box.append(element)
}

function showProblems(text) {
  show(problems, text)
  const place = document.querySelector('.problem')
  if (place === null || text === '') return jump.remove()
  jump.href = `#${place.id}`
  box.prepend(jump)
}

/** One after another: each is the newest there is when it is asked for. */
let changing = Promise.resolve()

async function change(wanted) {
  if (wanted === shown) return
  const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => undefined)
  // The server is gone, or the page is: what stands here is better than nothing.
  if (!answer?.ok) return
  changePage(await answer.text())
  shown = wanted
  showProblems(problems.textContent)
}

const events = new EventSource(`/live?${new URLSearchParams({ page })}`)
events.addEventListener('page', ({ data }) => {
  changing = changing.then(() => change(JSON.parse(data)))
})
events.addEventListener('reload', () => location.reload())
events.addEventListener('stage', ({ data }) => show(stage, JSON.parse(data)))
events.addEventListener('state', ({ data }) => showProblems(JSON.parse(data)))
