// Stands at the end of each page that `npm start` serves: reloads it after a build, with the place
// kept; shows what a build is doing, and what is wrong with the course.
{
  const key = `scroll:${location.pathname}`
  const kept = sessionStorage.getItem(key)
  sessionStorage.removeItem(key)
  if (kept !== null) scrollTo(0, Number(kept))
  const reload = () => {
    sessionStorage.setItem(key, String(scrollY))
    location.reload()
  }

  const box = document.createElement('div')
  box.className = 'live'
  const stage = document.createElement('p')
  stage.setAttribute('role', 'status')
  const problems = document.createElement('pre')
  problems.setAttribute('role', 'alert')
  problems.tabIndex = 0
  document.body.append(box)

  const place = document.querySelector('.problem')
  const jump = document.createElement('a')
  jump.textContent = 'К месту ошибки'
  if (place) jump.href = `#${place.id}`

  const show = (element, text) => {
    element.textContent = text
    if (text === '') element.remove()
    else box.append(element)
  }

  let heard = false
  const events = new EventSource('/live')
  events.addEventListener('reload', reload)
  events.addEventListener('stage', ({ data }) => show(stage, JSON.parse(data)))
  events.addEventListener('state', ({ data }) => {
    // The first one tells of the page as it is, those that follow of another.
    if (heard) return reload()
    heard = true
    show(problems, JSON.parse(data))
    if (place && data !== '""') box.prepend(jump)
  })
}
