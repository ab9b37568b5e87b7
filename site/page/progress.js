const folder = location.pathname.replace(/[^/]*$/, '')
const key = `read:${folder}`
const place = `at:${folder}`
const read = new Set(load(key))

/** Chapters that were read to their end, and the last place, kept in the browser; the contents show them. */
export function showProgress(root) {
  const start = root.querySelector('.start a')
  if (start) offerPlace(root, start, load(place))
  for (const link of root.querySelectorAll('.chapters a')) {
    if (read.has(nameOf(link.pathname))) showRead(link)
  }
}

export function keepProgress() {
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
  if (!document.querySelector('.page')) return
  addEventListener('pagehide', () => {
    const hash = document.querySelector('.toc [aria-current]')?.hash ?? ''
    save(place, [nameOf(location.pathname), hash])
  })
}

function offerPlace(root, start, [page, hash]) {
  const chapter = [...root.querySelectorAll('.chapters a')].find(
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
