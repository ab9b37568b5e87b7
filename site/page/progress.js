/** Chapters that were read to their end, and the last place, kept in the browser; the contents show them. */
export function keepProgress() {
  const key = `read:${location.pathname.replace(/[^/]*$/, '')}`
  const read = new Set(load(key))
  for (const link of document.querySelectorAll('.chapters a')) {
    if (read.has(nameOf(link.pathname))) showRead(link)
  }
  keepPlace()
  const end = document.querySelector('.page ~ .turn')
  if (!end) return
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting))
      save(key, read.add(nameOf(location.pathname)))
  }).observe(end)
}

/** The section that is read when the page is left; the cover leads back to it. */
function keepPlace() {
  const key = `at:${location.pathname.replace(/[^/]*$/, '')}`
  const start = document.querySelector('.start a')
  if (start) return offerPlace(start, load(key))
  if (!document.querySelector('.page')) return
  addEventListener('pagehide', () => {
    const hash = document.querySelector('.toc [aria-current]')?.hash ?? ''
    save(key, [nameOf(location.pathname), hash])
  })
}

function offerPlace(start, [page, hash]) {
  const chapter = [...document.querySelectorAll('.chapters a')].find(
    ({ pathname }) => nameOf(pathname) === page,
  )
  if (!chapter) return
  const number = chapter.closest('li').querySelector('.number').textContent
  start.href = page + hash
  start.textContent = `Продолжить: глава ${number}. ${chapter.textContent}`
}

function nameOf(path) {
  return path.split('/').pop()
}

function showRead(link) {
  const note = document.createElement('span')
  note.className = 'unseen'
  note.textContent = ', прочитано'
  link.closest('li').classList.add('read')
  link.after(note)
}

function load(key) {
  try {
    return JSON.parse(localStorage[key] ?? '[]')
  } catch {
    return []
  }
}

function save(key, list) {
  try {
    localStorage[key] = JSON.stringify([...list])
  } catch {
    // Nothing is kept where storage is forbidden.
  }
}
