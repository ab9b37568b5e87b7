import type { Contents } from '../../src/weave/pages/contents-script.ts'
import style from './contents.css'
import { createDrawer } from './drawer.ts'
import { createHelp } from './help.ts'
import { renderCourse } from './list.ts'

declare global {
  interface Window {
    /** What stands before this script in its file. */
    courseContents: Contents
    liveContents: {
      /** The contents over the page, wherever the reader is. */
      showDrawer(): void
      /** The chapters beside the page. */
      showBeside(): void
      showHelp(): void
    }
  }
}

const sheet = document.createElement('style')
sheet.textContent = style
document.head.append(sheet)

let drawer: HTMLDialogElement | undefined
let help: HTMLDialogElement | undefined

window.liveContents = {
  showDrawer() {
    drawer?.remove()
    // Made anew each time: `npm start` changes the page in place.
    drawer = createDrawer(window.courseContents)
    drawer.showModal()
    drawer.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' })
  },
  showBeside() {
    const side = document.querySelector('.side')
    if (side === null || side.querySelector('.course') !== null) return
    side.append(renderCourse(window.courseContents, 'Главы курса'))
  },
  showHelp() {
    help ??= createHelp()
    if (!help.open) help.showModal()
  },
}
