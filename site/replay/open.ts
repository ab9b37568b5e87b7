import { type Moment, showAt } from './moments.ts'
import { cutPieces } from './pieces.ts'
import style from './replay.css'

interface Replay {
  readonly lines: readonly (readonly number[])[]
  readonly picture?: readonly (readonly [number, number])[]
}

/** How much faster than it was. */
const SPEEDS = [1, 4, 0.25] as const

const liveReplay = { play }
Object.assign(window, { liveReplay })

const sheet = document.createElement('style')
sheet.textContent = style
document.head.append(sheet)

/** Plays terminals again, as they were: at their own pace, line by line, typed lines letter by letter. */
function play(button: HTMLButtonElement, replay: Replay | null | undefined): void {
  const figure = button.closest('figure')
  const samps = [...(figure?.querySelectorAll<HTMLElement>(':scope > .terminals samp') ?? [])]
  const copies = samps.map((samp) => samp.cloneNode(true))
  const pieces = samps.map(cutPieces)
  const fits = pieces.every((own, i) => own.length === replay?.lines[i]?.length)
  const moments: Moment[] = pieces.flatMap((own, i) =>
    own.map((piece, k) => ({ piece, at: replay?.lines[i]?.[k] ?? 0 })),
  )
  const restore = () => {
    for (const [i, samp] of samps.entries()) samp.replaceWith(copies[i] as Node)
  }
  if (!figure || !replay || !fits || moments.length === 0) {
    restore()
    button.textContent = 'Записи нет'
    return
  }
  moments.sort((a, b) => a.at - b.at)
  run(figure, button, moments, replay.picture ?? [], restore)
}

function run(
  figure: HTMLElement,
  button: HTMLButtonElement,
  moments: readonly Moment[],
  picture: readonly (readonly [number, number])[],
  restore: () => void,
): void {
  const [from, to] = [moments[0]?.at ?? 0, (moments.at(-1)?.at ?? 0) + 300]
  let [at, last, speed, paused, frame] = [from, performance.now(), 0, false, 0]
  const bar = document.createElement('span')
  bar.className = 'replaying'
  const add = (text: string, act: () => void) => {
    const own = document.createElement('button')
    own.type = 'button'
    own.textContent = text
    own.onclick = act
    bar.append(own)
    return own
  }
  const hold = add('Пауза', () => pause(!paused))
  add('Шаг', () => {
    pause(true)
    at = moments.find((moment) => moment.at > at)?.at ?? to
    draw()
  })
  const pace = add('×1', () => {
    speed = (speed + 1) % SPEEDS.length
    pace.textContent = ['×1', '×4', '×¼'][speed] ?? ''
  })
  add('Закрыть', () => {
    close()
    button.focus()
  })
  const said = document.createElement('span')
  said.setAttribute('role', 'status')
  bar.append(said)
  const cursor = placeCursor(figure, picture)
  button.hidden = true
  button.after(bar)
  hold.focus()
  document.addEventListener('weave', close, { once: true })
  said.textContent = 'Идёт запись'
  draw()
  frame = requestAnimationFrame(tick)

  function tick(now: number) {
    at = Math.min(to, at + (now - last) * (SPEEDS[speed] ?? 1))
    last = now
    draw()
    if (at < to && !paused) frame = requestAnimationFrame(tick)
  }

  function draw() {
    showAt(moments, at)
    cursor.move(at)
    if (at < to) return
    pause(true)
    said.textContent = 'Запись кончилась'
    hold.textContent = 'Сначала'
  }

  function pause(isPaused: boolean) {
    cancelAnimationFrame(frame)
    if (!isPaused && at >= to) at = from
    paused = isPaused
    hold.textContent = paused ? 'Дальше' : 'Пауза'
    said.textContent = paused ? 'Пауза' : 'Идёт запись'
    last = performance.now()
    if (!paused) frame = requestAnimationFrame(tick)
  }

  function close() {
    cancelAnimationFrame(frame)
    restore()
    cursor.remove()
    bar.remove()
    button.hidden = false
  }
}

/** A line that goes down the picture as time passes. */
function placeCursor(figure: HTMLElement, picture: readonly (readonly [number, number])[]) {
  const drawing = figure.nextElementSibling?.querySelector<HTMLElement>('.drawing')
  if (!drawing || picture.length === 0) return { move: () => undefined, remove: () => undefined }
  const line = document.createElement('div')
  line.className = 'replay-cursor'
  drawing.append(line)
  return {
    move(at: number) {
      const after = picture.findIndex(([time]) => time > at)
      const [t1, y1] = picture[Math.max(0, after - 1)] ?? [0, 0]
      const [t2, y2] = (after === -1 ? picture.at(-1) : picture[after]) ?? [0, 0]
      const part = t2 === t1 ? 0 : Math.min(1, Math.max(0, (at - t1) / (t2 - t1)))
      line.style.top = `${after === -1 ? y2 : y1 + (y2 - y1) * part}px`
    },
    remove: () => line.remove(),
  }
}
