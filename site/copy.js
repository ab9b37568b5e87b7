// Adds a copy button to every box of code and every terminal. Without it the pages lose nothing.
;(() => {
  const commandsOf = (box) =>
    Array.from(box.querySelectorAll('.command'), (command) => command.textContent).join('\n')
  const codeOf = (box) => {
    const code = box.querySelector('code').cloneNode(true)
    for (const removed of code.querySelectorAll('del, .sign')) removed.remove()
    return code.textContent
  }

  const copyByHand = (text) => {
    const field = document.createElement('textarea')
    field.value = text
    document.body.append(field)
    field.select()
    const done = document.execCommand('copy')
    field.remove()
    return done ? Promise.resolve() : Promise.reject(new Error('copy'))
  }
  const copy = (text) => navigator.clipboard?.writeText(text) ?? copyByHand(text)

  const say = (button, text) => {
    button.textContent = text
    setTimeout(() => {
      button.textContent = 'Копировать'
    }, 1500)
  }

  const addButton = (box, read) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'copy'
    button.textContent = 'Копировать'
    button.setAttribute('aria-live', 'polite')
    button.addEventListener('click', () => {
      copy(read(box)).then(
        () => say(button, 'Готово'),
        () => say(button, 'Не вышло'),
      )
    })
    box.append(button)
  }

  for (const box of document.querySelectorAll('.code, .check details')) addButton(box, codeOf)
  for (const box of document.querySelectorAll('.terminal')) {
    if (box.querySelector('.command')) addButton(box, commandsOf)
  }
})()
