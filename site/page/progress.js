/** Chapters that were read to their end, kept in the browser; the contents show them. */
export function keepProgress() {
  const key = `read:${location.pathname.replace(/[^/]*$/, '')}`
  const read = new Set(load(key))
  for (const link of document.querySelectorAll('.chapters a')) {
    if (read.has(nameOf(link.pathname))) showRead(link)
  }
  const end = document.querySelector('.page ~ .turn')
  if (!end) return
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting))
      save(key, read.add(nameOf(location.pathname)))
  }).observe(end)
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

function save(key, read) {
  try {
    localStorage[key] = JSON.stringify([...read])
  } catch {
    // Nothing is kept where storage is forbidden.
  }
}
