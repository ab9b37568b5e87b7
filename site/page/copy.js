/** A copy button for every box of code and every terminal below this element. */
export function addCopyButtons(root) {
  for (const box of root.querySelectorAll('.code, .unfolded')) {
    if (box.querySelector('code')) addButton(box)
  }
  for (const box of root.querySelectorAll('.terminal')) {
    if (box.querySelector('.command')) addButton(box)
  }
}

export function listenToCopying() {
  document.addEventListener('click', async ({ target }) => {
    const button = target.closest('.copy')
    if (!button) return
    const box = button.parentElement
    const text = box.matches('.terminal') ? readCommands(box) : readCode(box)
    button.textContent = (await copyText(text)) ? 'Готово' : 'Не вышло'
    setTimeout(() => {
      button.textContent = 'Копировать'
    }, 1500)
  })
}

function readCommands(box) {
  return Array.from(box.querySelectorAll('.command'), (command) => command.textContent).join('\n')
}

function readCode(box) {
  const copy = box.cloneNode(true)
  for (const removed of copy.querySelectorAll('del, .sign')) removed.remove()
  return Array.from(copy.querySelectorAll('code'), (code) => code.textContent).join('')
}

function addButton(box) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.textContent = 'Копировать'
  button.ariaLive = 'polite'
  box.append(button)
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyByHand(text)
  }
}

/** Pages opened over plain HTTP have no clipboard of their own. */
function copyByHand(text) {
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  return done
}
