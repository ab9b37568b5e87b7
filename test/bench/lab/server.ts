import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readCourse } from '../../../src/course/load.ts'
import { ROOT } from '../../../src/files/root.ts'
import { locateBuild } from '../../../src/tangle/prepare.ts'
import { locateWorkspace } from '../../../src/workspace/place.ts'
import { ECHO } from '../../helpers/echo-course.ts'

/** `npm start` on a small course, built and ready. */
export interface Notebook {
  readonly pid: number
  /** Of its one chapter, with the key by which the page may run programs. */
  readonly address: string
  /** The chapter's own compiled server. */
  readonly program: string
  close(): Promise<void>
}

export async function openNotebook(): Promise<Notebook> {
  const folder = mkdtempSync(join(tmpdir(), 'live-sockets-bench-'))
  for (const [name, text] of Object.entries(ECHO)) writeFileSync(join(folder, name), text)
  const { course } = await readCourse(folder)
  const build = locateBuild(course)
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      join(ROOT, 'scripts/start.js'),
      'serve',
      '--port',
      '0',
      '--chapters',
      folder,
      '--out',
      join(folder, 'site'),
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const end = once(child, 'close')
  let address: URL | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    const [found] = /http:[^\s\u001b]+/.exec(line) ?? []
    if (found !== undefined) address ??= new URL(found)
    if (line.includes('Собрано')) break
  }
  child.stdout.resume()
  if (address === undefined) throw new Error('сервер кончился без адреса')
  return {
    pid: child.pid as number,
    address: `${address.origin}/03-echo.html${address.search}`,
    program: join(build, '03-echo/server.js'),
    async close() {
      child.kill('SIGINT')
      await end
      for (const made of [folder, build, locateWorkspace(course)])
        rmSync(made, { recursive: true, force: true })
    },
  }
}
